import Archive

/// What this program is, as far as it bears on the bytes that it writes.
enum ProgramDigest {
  /// The libraries of the system that have a part in them: they work numbers out, compress pictures,
  /// draw letters and turn Markdown into HTML.
  private static let libraries: Set<String> = [
    "libc", "libm", "libz", "libdeflate", "libisal", "libpng16", "libfreetype", "libcmark",
  ]

  /// The digest of the program and of those libraries, as they are loaded.
  ///
  /// - Throws: a failure to read them.
  static func compute() throws(SiteError) -> String {
    var maker = KeyMaker("program")
    maker.add("program", try FileSystem.sha256(of: "/proc/self/exe"))
    for path in try loaded() { maker.add("library", try FileSystem.sha256(of: path)) }
    return maker.key.digits
  }

  /// The libraries' files, in the order of their paths.
  private static func loaded() throws(SiteError) -> [String] {
    let maps = String(decoding: try FileSystem.read("/proc/self/maps"), as: UTF8.self)
    var paths: Set<String> = []
    for line in maps.split(separator: "\n") {
      guard let slash = line.firstIndex(of: "/") else { continue }
      let path = String(line[slash...])
      let name = FilePath.name(of: path).prefix { $0 != "." }
      // One that was replaced while the program runs is not there to be read; its name says so.
      if libraries.contains(String(name)), Files.isFile(path) { paths.insert(path) }
    }
    return paths.sorted()
  }
}
