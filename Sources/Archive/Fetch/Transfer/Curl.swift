import CCurl
import Glibc

/// All calls of libcurl: several transfers at once on the calling thread, connections reused,
/// certificates verified, sizes and redirects bounded.
final class Curl {
  private let limits: TransferLimits
  private let authorities: String?
  private let multi: OpaquePointer
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  /// - Parameter authorities: a file of certificates to believe in place of the machine's own.
  /// - Throws: `failed` where the library cannot be started.
  init(limits: TransferLimits, authorities: String?) throws(TransferFault) {
    guard Curl.isReady, let multi = curl_multi_init() else {
      throw .failed(detail: "libcurl cannot be started")
    }
    self.limits = limits
    self.authorities = authorities
    self.multi = OpaquePointer(multi)
    _ = heatpress_curl_limit(
      multi, CURLMOPT_MAX_HOST_CONNECTIONS, limits.connectionsPerHost)
  }

  deinit {
    for transfer in transfers.values {
      curl_multi_remove_handle(UnsafeMutableRawPointer(multi), transfer.handle)
    }
    transfers = [:]
    curl_multi_cleanup(UnsafeMutableRawPointer(multi))
  }

  /// Transfers that are under way.
  var count: Int { transfers.count }

  /// Begins a transfer, which `wait` ends.
  ///
  /// - Parameter id: given back with the outcome.
  func start(_ request: HTTPRequest, id: Int) throws(TransferFault) {
    guard let handle = curl_easy_init() else {
      throw .failed(detail: "libcurl has no handle left")
    }
    let transfer = Transfer(handle: handle, id: id, request: request)
    transfer.configure(limits, authorities: authorities)
    try begin(transfer)
  }

  private func begin(_ transfer: Transfer) throws(TransferFault) {
    let code = curl_multi_add_handle(UnsafeMutableRawPointer(multi), transfer.handle)
    guard code == CURLM_OK else {
      throw .failed(detail: String(cString: curl_multi_strerror(code)))
    }
    transfers[transfer.handle] = transfer
  }

  /// Moves all transfers on and returns those that have ended, after `milliseconds` at the latest
  /// and otherwise as soon as there is something.
  func wait(milliseconds: Int32) -> [(id: Int, outcome: Result<HTTPResponse, TransferFault>)] {
    let multi = UnsafeMutableRawPointer(multi)
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var ended = takeEnded()
    if ended.isEmpty {
      curl_multi_poll(multi, nil, 0, milliseconds, nil)
      curl_multi_perform(multi, &running)
      ended = takeEnded()
    }
    return ended
  }

  private func takeEnded() -> [(id: Int, outcome: Result<HTTPResponse, TransferFault>)] {
    let multi = UnsafeMutableRawPointer(multi)
    var ended: [(id: Int, outcome: Result<HTTPResponse, TransferFault>)] = []
    var waiting: Int32 = 0
    while let message = curl_multi_info_read(multi, &waiting) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
        let transfer = transfers[handle]
      else { continue }
      let code = heatpress_curl_outcome(message)
      curl_multi_remove_handle(multi, handle)
      transfers[handle] = nil
      let outcome = transfer.outcome(code, limits: limits)
      guard case .success(let response) = outcome, let next = transfer.redirect(response) else {
        ended.append((transfer.id, outcome))
        continue
      }
      do throws(TransferFault) {
        try transfer.follow(next, limits: limits)
        try begin(transfer)
      } catch {
        ended.append((transfer.id, .failure(error)))
      }
    }
    return ended
  }

  /// Once a process, before the first handle.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

/// One request under way, and what has come of its answer.
private final class Transfer {
  let handle: UnsafeMutableRawPointer
  let id: Int
  let request: HTTPRequest
  private var body: [UInt8] = []
  private var headers: [String: String] = [:]
  private var isTooLarge = false
  private var redirects = 0
  private var headerList: UnsafeMutablePointer<curl_slist>?

  init(handle: UnsafeMutableRawPointer, id: Int, request: HTTPRequest) {
    self.handle = handle
    self.id = id
    self.request = request
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headerList)
  }

  func configure(_ limits: TransferLimits, authorities: String?) {
    let isPlain = request.origin.hasPrefix("http://")
    text(CURLOPT_URL, request.origin + request.target)
    text(CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https")
    number(CURLOPT_SSL_VERIFYPEER, 1)
    number(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities { text(CURLOPT_CAINFO, authorities) }
    // Redirects are looked at before they are followed, in `redirect`.
    number(CURLOPT_FOLLOWLOCATION, 0)
    number(CURLOPT_NOSIGNAL, 1)
    number(CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
    number(CURLOPT_LOW_SPEED_LIMIT, limits.slowest)
    number(CURLOPT_LOW_SPEED_TIME, limits.stallSeconds)
    number(CURLOPT_TIMEOUT, limits.totalSeconds)
    number(CURLOPT_PIPEWAIT, 1)
    _ = heatpress_curl_set_large(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.limit))
    text(CURLOPT_USERAGENT, "heatpress")
    // Any encoding the library can undo; what is stored is the body that was encoded.
    text(CURLOPT_ACCEPT_ENCODING, "")
    // A proxy of the environment is for the world outside, not for a mirror on this machine.
    if isLoopback(request.origin) { text(CURLOPT_PROXY, "") }
    if let signature = request.signature {
      text(CURLOPT_AWS_SIGV4, signature.scope)
      text(CURLOPT_USERPWD, signature.user)
    }
    send(request.method)
    for header in request.headers { headerList = curl_slist_append(headerList, header) }
    _ = heatpress_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList)
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = heatpress_curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      guard let bytes, let context else { return 0 }
      return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: count))
    }
    _ = heatpress_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    _ = heatpress_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        .takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    _ = heatpress_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
  }

  private func send(_ method: HTTPMethod) {
    switch method {
    case .get: return
    case .delete: return text(CURLOPT_CUSTOMREQUEST, "DELETE")
    case .post:
      headerList = curl_slist_append(headerList, "Content-Type: application/json")
    case .put:
      text(CURLOPT_CUSTOMREQUEST, "PUT")
      headerList = curl_slist_append(headerList, "Content-Type: application/octet-stream")
      // The body goes at once. Without the header that announces it, 7.88 would sign one that it does
      // not send.
      number(CURLOPT_EXPECT_100_TIMEOUT_MS, 1)
    }
    var bytes = method.bytes
    number(CURLOPT_POSTFIELDSIZE, bytes.count)
    // The library takes a copy.
    bytes.withUnsafeMutableBytes {
      _ = heatpress_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
    }
  }

  /// - Returns: the bytes taken; fewer than given end the transfer.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard body.count + bytes.count <= request.limit else {
      isTooLarge = true
      return 0
    }
    body += bytes
    return bytes.count
  }

  private func takeHeader(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") { headers = [:] }
    guard headers.count < 64, line.count < 4_096, let colon = text.firstIndex(of: ":") else {
      return
    }
    let value = text[text.index(after: colon)...]
    headers[text[..<colon].lowercased()] = String(
      value.drop { $0 == " " }.prefix { !$0.isNewline })
  }

  func outcome(_ code: CURLcode, limits: TransferLimits) -> Result<HTTPResponse, TransferFault> {
    let words = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_OK:
      let status = heatpress_curl_number(handle, CURLINFO_RESPONSE_CODE)
      return .success(HTTPResponse(status: status, body: body, headers: headers))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_SSL_CONNECT_ERROR:
      return .failure(.unreachable(detail: words))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR:
      return .failure(.insecure(detail: words))
    case CURLE_OPERATION_TIMEDOUT:
      return .failure(.timedOut)
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR:
      return .failure(.cutOff)
    case CURLE_FILESIZE_EXCEEDED:
      return .failure(.tooLarge(limitBytes: request.limit))
    case CURLE_WRITE_ERROR where isTooLarge:
      return .failure(.tooLarge(limitBytes: request.limit))
    default:
      return .failure(.failed(detail: words))
    }
  }

  /// Where the answer sends on to; `nil` where it is none of that kind.
  func redirect(_ response: HTTPResponse) -> String? {
    guard (300..<400).contains(response.status) else { return nil }
    return heatpress_curl_text(handle, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
  }

  /// - Throws: `redirectedAway` and `tooManyRedirects`.
  func follow(_ url: String, limits: TransferLimits) throws(TransferFault) {
    guard url.hasPrefix(request.origin + "/") else { throw .redirectedAway(to: url) }
    guard redirects < limits.redirects else {
      throw .tooManyRedirects(limit: limits.redirects)
    }
    redirects += 1
    body = []
    headers = [:]
    text(CURLOPT_URL, url)
  }

  private func text(_ option: CURLoption, _ value: String) {
    _ = heatpress_curl_set_text(handle, option, value)
  }

  private func number(_ option: CURLoption, _ value: Int) {
    _ = heatpress_curl_set_number(handle, option, value)
  }
}
