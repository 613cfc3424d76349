import Archive

/// Results in a folder that machines share, for those whose caches lie on their own disks.
public struct FolderStore: ResultStore {
  private let folder: String

  public init(folder: String) { self.folder = folder }

  public func names(in folder: String) throws(SiteError) -> [String] {
    let path = self.folder + "/" + folder
    guard Files.isFolder(path) else { return [] }
    return try FileSystem.names(in: path).filter { CacheName("\(folder)/\($0)") != nil }
  }

  public func object(_ name: String) throws(SiteError) -> [UInt8]? {
    let path = folder + "/" + name
    return Files.isFile(path) ? try FileSystem.read(path) : nil
  }

  public func put(_ bytes: [UInt8], as name: String) throws(SiteError) {
    let path = folder + "/" + name
    try FileSystem.makeFolder(FilePath.folder(of: path))
    try FileSystem.write(bytes, to: path)
  }

  public func remove(_ name: String) throws(SiteError) {
    try FileSystem.remove(folder + "/" + name)
  }
}
