import Market

// The one place that puts what goes wrong in fetching into words.

extension FetchFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .transfer(let fault): fault.description
    case .status(let status): "answered with HTTP status \(status)"
    case .rateLimited(let seconds):
      "says that it was asked too often" + (seconds.map { " (wait \($0) s)" } ?? "")
    case .banned(let seconds):
      "has shut this address out for asking too often"
        + (seconds.map { " (for \($0) s)" } ?? "")
        + "; leave it alone for that long and run again: what is on disk is not asked for anew"
    case .blocked(let host, let status): Self.words(blockedBy: host, status: status)
    case .refused(let code, let message):
      "refuses the request (\(code): \(printable(message))); check 'symbol' and 'kind' in the configuration"
    case .busy(let code, let message): "cannot answer now (\(code): \(printable(message)))"
    case .notJSON(let start): "answered with no JSON but '\(printable(start))…'"
    case .shape(let detail): "answered in another shape than it documents: \(printable(detail))"
    case .empty: "answered with an empty list for a time that must have data"
    case .outsideWindow(let found, let window):
      "answered with a row of \(found), which is not in \(window)"
    case .gaps(let found, let expected): "answered with \(found) of \(expected) rows"
    case .doubledRow(let time): "answered with two rows of \(time)"
    case .clock(let venue, let end):
      "says it is \(venue), before what was asked for is over (\(end)); check this machine's clock"
    case .checksum(let found, let expected):
      "the file's SHA-256 is \(found), but its .CHECKSUM says \(expected)"
    case .checksumUnreadable(let found):
      "its .CHECKSUM is '\(printable(found))', which is not a SHA-256 digest and the file's name"
    case .hostGivenUp(let fault): "not asked for any more: the venue \(fault)"
    case .familyGivenUp(let fault):
      "not asked for any more, like all of its folder: the venue \(fault)"
    }
  }

  private static func words(blockedBy host: VenueHost, status: Int) -> String {
    let mirror =
      "run from another country, or give a copy that you may use: --mirror \(host.venue)=URL"
    switch host {
    case .binanceFutures, .binanceDelivery:
      return "does not answer its interface to this country or address (HTTP \(status)); its"
        + " archive is open to all and has each day from the next day on: run again later, or "
        + mirror
    default:
      return "does not answer this country or address (HTTP \(status)); " + mirror
    }
  }
}

extension S3Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .transfer(let fault): fault.description
    case .refused(let status, let code):
      "the store answered \(status)" + (code.map { " (\($0))" } ?? "")
    }
  }
}

extension TransferFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreachable(let detail): "cannot be reached (\(detail))"
    case .insecure(let detail):
      "could not prove who it is (\(detail)); check this machine's clock and certificates"
        + " (package ca-certificates), and whether a proxy stands between; SSL_CERT_FILE names a file of"
        + " other certificates to believe"
    case .timedOut: "did not answer in time"
    case .cutOff: "broke off in the middle of its answer"
    case .tooLarge(let limit): "sends more than \(limit) bytes, which is the limit"
    case .redirectedAway(let url):
      "sends on to another server (\(printable(url))), which is not followed"
    case .tooManyRedirects(let limit): "sends on more than \(limit) times"
    case .failed(let detail): "could not be asked (\(detail))"
    }
  }
}

/// Text of a venue without what would upset a terminal, cut to a line.
private func printable(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.prefix(200).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
}
