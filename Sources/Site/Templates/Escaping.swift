import Mustache

/// Text made safe for the place where it lands. Each works on bytes: a sign that is followed by a
/// combining character is escaped like any other.
enum Escaping {
  /// For HTML text and quoted attributes, and for XML; what XML 1.0 does not allow is left out.
  static func html(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: break
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// For one line of Markdown: all ASCII punctuation escaped, every run of space and line ends one
  /// space, none at the ends, so that text can start no list, heading, code block, link or tag.
  static func markdown(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 2)
    var space = false
    for byte in text.utf8 {
      switch byte {
      case 0x09...0x0D, 0x20:
        space = true
        continue
      case 0x00..<0x20, 0x7F: continue
      default: break
      }
      if space, !bytes.isEmpty { bytes.append(0x20) }
      space = false
      switch byte {
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
        bytes.append(UInt8(ascii: "\\"))
      default: break
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The two as mustache knows them, by the name in a template's first line.
  static func register() {
    MustacheContentTypes.register(HTMLText(), named: TemplateLanguage.html.contentType)
    MustacheContentTypes.register(MarkdownText(), named: TemplateLanguage.markdown.contentType)
  }

  private struct HTMLText: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.html(text) }
  }

  private struct MarkdownText: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.markdown(text) }
  }
}

/// What a template is written in, by its file's extension.
enum TemplateLanguage: String, Sendable, Hashable {
  case html
  case markdown = "md"

  var contentType: String { "HEATPRESS-" + rawValue }

  init?(file: String) {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    self.init(rawValue: String(file[file.index(after: dot)...]))
  }
}
