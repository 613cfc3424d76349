import Archive
import Market

/// Tells when anything changes that a site is made from: data, configuration, templates, pages, assets.
///
/// Changes by other machines on a network's file system are not seen, nor is a file that only a link
/// leads to.
public final class InputWatch {
  /// A folder that is watched.
  private struct Place {
    var path: String
    /// Whether everything below it counts; else only these names in it.
    var isTree: Bool
    var names: Set<String> = []
  }

  private let kernel: KernelWatch
  private var places: [Int32: Place] = [:]
  /// Folders and files that builds write.
  private var own: Set<String> = []

  /// No further change for so long, and a burst is over.
  private static let quiet: Int32 = 150
  /// The longest that a burst is waited for.
  private static let longest = Duration.milliseconds(750)

  /// - Throws: a failure of the system.
  public init() throws(SiteError) { kernel = try KernelWatch() }

  /// Watches what a configuration names, besides what is watched already.
  ///
  /// - Throws: a failure of the system, such as too many folders.
  public func follow(_ configuration: Configuration) throws(SiteError) {
    own = [OutputFolder(configuration.output).live, FileSystem.resolved(configuration.cacheFolder)]
    let folder = FilePath.folder(of: configuration.file)
    // The usual folders of a team count as soon as they are there.
    for name in [FilePath.name(of: configuration.file), "templates", "pages", "assets"] {
      try follow(name, in: folder)
    }
    let trees = [
      configuration.data, configuration.templates, configuration.pages, configuration.assets,
    ]
    for tree in trees.compactMap({ $0 }) where try !followTree(tree) {
      try follow(FilePath.name(of: tree), in: FilePath.folder(of: tree))
    }
    for market in configuration.markets {
      for source in market.instruments {
        guard case .series(let series) = source.reader else { continue }
        let file = FilePath.join(configuration.data, series.path)
        try follow(FilePath.name(of: file), in: FilePath.folder(of: file))
      }
    }
  }

  /// Waits for a change, and then until the burst that it is part of is over.
  ///
  /// - Parameter wake: a descriptor at which a byte ends the waiting.
  /// - Returns: false where that came first.
  /// - Throws: a failure to watch a folder that has come.
  public func wait(or wake: Int32) throws(SiteError) -> Bool {
    while true {
      if kernel.wait(wake, milliseconds: nil) == .wake { return false }
      if try hasNews() { break }
    }
    let clock = ContinuousClock()
    let end = clock.now + InputWatch.longest
    while clock.now < end {
      switch kernel.wait(wake, milliseconds: InputWatch.quiet) {
      case .wake: return false
      case .nothing: return true
      case .change: _ = try hasNews()
      }
    }
    return true
  }

  /// Takes in what was seen.
  ///
  /// - Returns: whether anything of it bears on the site.
  private func hasNews() throws(SiteError) -> Bool {
    var isNews = false
    for event in kernel.events() {
      guard let folder = event.folder else {
        // Some of it was lost: new folders may be among it.
        for place in places.values where place.isTree { _ = try followTree(place.path) }
        isNews = true
        continue
      }
      guard let place = places[folder], bears(event.name, on: place) else { continue }
      isNews = true
      if event.isNewFolder, place.isTree { _ = try followTree(place.path + "/" + event.name) }
    }
    return isNews
  }

  /// Whether a file of a folder is one that builds read: not theirs, and not one that is being written.
  private func bears(_ name: String, on place: Place) -> Bool {
    guard place.isTree || place.names.contains(name) else { return false }
    return !name.hasPrefix(".") && !name.hasSuffix(".part")
      && !own.contains(place.path + "/" + name)
  }

  private func follow(_ name: String, in folder: String) throws(SiteError) {
    let path = FileSystem.resolved(folder)
    guard let number = try kernel.add(path) else { return }
    places[number, default: Place(path: path, isTree: false)].names.insert(name)
  }

  /// - Returns: false where there is no such folder.
  private func followTree(_ folder: String) throws(SiteError) -> Bool {
    var waiting = [FileSystem.resolved(folder)]
    var seen: Set<Int32> = []
    var isThere = false
    while let path = waiting.popLast() {
      guard !own.contains(path), let number = try kernel.add(path) else { continue }
      isThere = true
      // A link may lead back to a folder around it.
      guard seen.insert(number).inserted else { continue }
      places[number, default: Place(path: path, isTree: true)].isTree = true
      // One that goes while it is looked through is told by the kernel.
      for name in (try? FileSystem.names(in: path)) ?? []
      where !name.hasPrefix(".") && Files.isFolder(path + "/" + name) {
        waiting.append(path + "/" + name)
      }
    }
    return isThere
  }
}
