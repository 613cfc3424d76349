import FlyingFox
import Foundation
import Testing

@testable import heatpress

@Suite("The preview")
struct PreviewTests {
  private func answer(_ path: String, method: HTTPMethod = .GET) async throws -> HTTPResponse {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "preview-\(UUID().uuidString)")
    let site = folder.appending(path: "site")
    try FileManager.default.createDirectory(
      at: site.appending(path: "btc"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("outside".utf8).write(to: folder.appending(path: "secret.txt"))
    try Data("home".utf8).write(to: site.appending(path: "index.html"))
    try Data("market".utf8).write(to: site.appending(path: "btc/index.html"))
    try Data("lost".utf8).write(to: site.appending(path: "404.html"))
    try Data("mark".utf8).write(to: site.appending(path: ".heatpress"))
    return try await PreviewHandler(root: site.path).handleRequest(
      HTTPRequest(
        method: method, version: .http11, target: .init(path: path, query: ""), headers: [:],
        body: HTTPBodySequence(data: Data())))
  }

  @Test(
    "a page is found with its folder's slash, and led to it without",
    arguments: [("/", 200), ("/btc/", 200), ("/btc", 301), ("/btc/index.html", 200)])
  func pages(path: String, status: Int) async throws {
    #expect(try await answer(path).statusCode.code == status)
  }

  @Test("what is not there is answered with the site's own page")
  func missing() async throws {
    let response = try await answer("/nowhere/")
    #expect(response.statusCode == .notFound)
    #expect(try await response.bodyData == Data("lost".utf8))
  }

  @Test(
    "nothing outside the site is served, and nothing hidden",
    arguments: ["/../secret.txt", "/%2e%2e/secret.txt", "/btc/..%2f..%2fsecret.txt", "/.heatpress"])
  func outside(path: String) async throws {
    let response = try await answer(path)
    #expect(response.statusCode == .badRequest)
  }

  @Test("nothing but reading is allowed")
  func reading() async throws {
    #expect(try await answer("/", method: .POST).statusCode == .methodNotAllowed)
    #expect(try await answer("/", method: .HEAD).statusCode == .ok)
  }
}
