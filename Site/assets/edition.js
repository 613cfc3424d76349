// Asks now and then whether a newer edition is out, and offers it. The page never reloads by itself.
(() => {
  "use strict";
  const { edition, source } = document.currentScript.dataset;
  // From disk there is nobody to ask.
  if (!/^https?:$/.test(location.protocol)) return;
  const pause = 300000;
  const notice = document.createElement("p");
  notice.className = "edition";
  notice.setAttribute("role", "status");
  document.body.prepend(notice);
  let asked = Date.now();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    if (!document.hidden && !notice.firstChild) timer = setTimeout(ask, asked + pause - Date.now());
  };
  const ask = async () => {
    asked = Date.now();
    try {
      // The browser asks with the tag of what it has, so that no news is an answer without a body.
      const answer = await fetch(source, { cache: "no-cache", redirect: "error" });
      const news = answer.ok ? await answer.json() : {};
      if (news.edition && news.edition !== edition) offer(news);
    } catch {
      // Without a connection, the next time will do.
    }
    wait();
  };
  const offer = ({ path, title }) => {
    const link = document.createElement("a");
    link.href = new URL(path, new URL(source, location.href));
    link.textContent = title;
    const close = document.createElement("button");
    close.textContent = "Not now";
    close.addEventListener("click", () => notice.remove());
    notice.append("A newer edition is out: ", link, " ", close);
  };
  document.addEventListener("visibilitychange", wait);
  wait();
})();
