import Archive
import FlyingFox
import Foundation

/// Answers with the files of one folder, and nothing outside it.
struct PreviewHandler: HTTPHandler {
  /// The site's folder.
  let root: String

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(statusCode: .methodNotAllowed)
    }
    guard let path = Self.relativePath(request.target.path()) else {
      return HTTPResponse(statusCode: .badRequest)
    }
    for candidate in [path, path.isEmpty ? "index.html" : path + "/index.html"]
    where Files.isFile(root + "/" + candidate) {
      // A page's relative links need the folder's closing slash, which `request.path` has lost.
      if candidate != path, !path.isEmpty, !request.target.path().hasSuffix("/") {
        return HTTPResponse(
          statusCode: .movedPermanently, headers: HTTPHeaders([.location: "/\(path)/"]))
      }
      return try answer(candidate, .ok)
    }
    guard Files.isFile(root + "/404.html") else {
      return HTTPResponse(statusCode: .notFound)
    }
    return try answer("404.html", .notFound)
  }

  private func answer(_ path: String, _ status: HTTPStatusCode) throws -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [.contentType: Self.contentType(of: path), .init("Cache-Control"): "no-cache"],
      body: Data(try Files.readAll(root + "/" + path)))
  }

  /// The path below the root, without its outer slashes.
  ///
  /// - Returns: `nil` for a path with a component that leaves or hides: `..`, a leading dot, a zero byte.
  static func relativePath(_ path: String) -> String? {
    guard let decoded = path.removingPercentEncoding, !decoded.utf8.contains(0) else { return nil }
    let parts = decoded.split(separator: "/")
    guard parts.allSatisfy({ !$0.hasPrefix(".") && !$0.contains("\\") }) else { return nil }
    return parts.joined(separator: "/")
  }

  static func contentType(of path: String) -> String {
    switch path.split(separator: ".").last.map(String.init) {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "csv": "text/csv; charset=utf-8"
    case "xml": "application/xml"
    case "txt": "text/plain; charset=utf-8"
    case "png": "image/png"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }
}
