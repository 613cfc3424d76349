import Archive
import Foundation
import Market
import Testing

/// A fetch from servers that speak TLS, with certificates made for the test.
@Suite("Whom a fetch believes", .enabled(if: TLSServer.isPossible, "openssl is not installed"))
struct FetchSecurityTests {
  private static let bybit = Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)

  /// - Returns: the faults of a fetch from the server alone.
  private func faults(_ server: TLSServer, believing authorities: String?) throws -> [FetchFault] {
    let day = try #require(Day("2024-05-31"))
    var settings = FetchSettings(dataFolder: server.folder + "/data")
    settings.mirrors = [.bybit: try #require(FetchMirror(url: server.url))]
    settings.retries = 0
    settings.authorities = authorities
    let now = try #require(Timestamp("2024-06-12T05:00:00Z"))
    let report = try Fetcher(
      wish: FetchPlan.Wish(instruments: [Self.bybit], from: day, to: day), settings: settings,
      clock: { now }
    ).run { _ in }
    #expect(report.venues[.bybit]?.stored == 0)
    return report.failures.map(\.fault)
  }

  @Test(
    "a certificate that nobody vouches for is refused, in clear words, and the venue left alone")
  func selfSigned() throws {
    let server = try TLSServer(address: "IP:127.0.0.1")
    let faults = try faults(server, believing: nil)
    #expect(faults.contains { $0.isInsecure })
    #expect(faults.allSatisfy { $0.description.contains("could not prove who it is") })
    #expect(faults.allSatisfy { $0.description.contains("SSL_CERT_FILE") })
  }

  @Test("it is believed where its maker is named")
  func named() throws {
    let server = try TLSServer(address: "IP:127.0.0.1")
    let faults = try faults(server, believing: server.certificate)
    #expect(!faults.contains { $0.isInsecure })
    // The server answers with a page of its own, which is no answer of a venue.
    #expect(faults.contains { $0.isForeign }, "\(faults)")
  }

  @Test("not where it is for another name")
  func otherName() throws {
    let server = try TLSServer(address: "DNS:example.org")
    let faults = try faults(server, believing: server.certificate)
    #expect(faults.contains { $0.isInsecure })
  }

  @Test("nor where the file with its maker is none")
  func noFile() throws {
    let server = try TLSServer(address: "IP:127.0.0.1")
    let faults = try faults(server, believing: server.folder + "/none.pem")
    #expect(faults.contains { $0.isInsecure })
  }
}

extension FetchFault {
  fileprivate var isInsecure: Bool {
    if case .transfer(.insecure) = self { true } else { false }
  }

  fileprivate var isForeign: Bool {
    if case .notJSON = self { true } else { false }
  }
}

/// `openssl s_server` with a certificate that it has signed itself.
private final class TLSServer {
  private static let openssl = "/usr/bin/openssl"
  static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

  struct Failure: Error { var detail: String }

  let folder: String
  let url: String
  var certificate: String { folder + "/certificate.pem" }
  private let process = Process()

  /// - Parameter address: whom the certificate is for, such as `IP:127.0.0.1`.
  init(address: String) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    folder = root.path
    let maker = Process()
    maker.executableURL = URL(filePath: Self.openssl)
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=\(address)",
      "-keyout", folder + "/key.pem", "-out", folder + "/certificate.pem",
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    guard maker.terminationStatus == 0 else { throw Failure(detail: "no certificate") }

    process.executableURL = URL(filePath: Self.openssl)
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", folder + "/certificate.pem", "-key",
      folder + "/key.pem",
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    var found: Substring?
    while found == nil {
      let part = output.fileHandleForReading.availableData
      guard !part.isEmpty else { throw Failure(detail: "no server: \(text)") }
      text += String(decoding: part, as: UTF8.self)
      // `ACCEPT 127.0.0.1:46341`
      found = text.split(separator: "\n").first {
        $0.hasPrefix("ACCEPT ") && text.contains("\($0)\n")
      }
    }
    url = "https://" + (found?.dropFirst("ACCEPT ".count) ?? "")
  }

  deinit {
    // A child of a test may have SIGTERM blocked, and waiting for it would hold up the tests.
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(atPath: folder)
  }
}
