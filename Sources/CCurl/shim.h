// libcurl: HTTP. Used by Sources/Archive/Fetch/Transfer/Curl.swift alone.
//
// Swift cannot call functions of variable arguments; these are the few forms of them in use.
#include <curl/curl.h>

static inline CURLcode heatpress_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode heatpress_curl_set_large(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode heatpress_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode heatpress_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode heatpress_curl_set_callback(
    CURL *handle, CURLoption option, size_t (*callback)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(handle, option, callback);
}

static inline CURLMcode heatpress_curl_limit(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline long heatpress_curl_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

/// The text belongs to the handle; NULL where there is none.
static inline const char *heatpress_curl_text(CURL *handle, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : NULL;
}

/// The outcome of a finished transfer; a union in the message, which Swift reads only unsafely.
static inline CURLcode heatpress_curl_outcome(const CURLMsg *message) {
  return message->data.result;
}
