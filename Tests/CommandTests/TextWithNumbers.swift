import Foundation

/// A text as the words between its numbers, and the numbers.
struct TextWithNumbers {
  private(set) var words: [Substring.UTF8View] = []
  private(set) var numbers: [Double] = []

  init(_ data: Data) {
    let text = String(decoding: data, as: UTF8.self)
    let bytes = text.utf8
    var wordStart = bytes.startIndex
    var place = bytes.startIndex
    while place < bytes.endIndex {
      guard isDigit(bytes[place]) else {
        place = bytes.index(after: place)
        continue
      }
      var end = place
      while end < bytes.endIndex, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
        end = bytes.index(after: end)
      }
      words.append(text[wordStart..<place].utf8)
      // Exponents stay with the words: a difference there is one of size.
      numbers.append(Double(text[place..<end]) ?? .nan)
      wordStart = end
      place = end
    }
    words.append(text[wordStart...].utf8)
  }

  /// - Returns: the first place where the texts differ by more than a millionth; `nil` where they agree.
  func difference(from other: TextWithNumbers) -> String? {
    for (word, found) in zip(words, other.words) where !word.elementsEqual(found) {
      return "'\(String(word) ?? "")' has become '\(String(found) ?? "")'"
    }
    guard words.count == other.words.count else {
      return "\(numbers.count) numbers have become \(other.numbers.count)"
    }
    for (number, found) in zip(numbers, other.numbers)
    where abs(number - found) > 1e-6 * max(1, abs(number)) || number.isNaN != found.isNaN {
      return "\(number) has become \(found)"
    }
    return nil
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
