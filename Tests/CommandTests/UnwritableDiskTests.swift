import Foundation
import Testing

/// A site on a disk of its own that is full, has no file names left or may not be written to.
///
/// It takes the right to mount one; elsewhere the soak in `Tests/Soak` is what tries this.
@Suite(
  "Disks that cannot be written", .enabled(if: SmallDisk.canBeMade, "this takes the right to mount")
)
struct UnwritableDiskTests {
  /// What becomes of the disk, and what makes it well again. Each leaves a little more than the one before.
  private static var troubles: [(spoil: (SmallDisk) throws -> Void, mend: String)] {
    [
      ({ try $0.remount("ro") }, "rw"),
      ({ try $0.remount("size=\(try $0.used().kilobytes)k") }, "size=64m"),
      ({ try $0.remount("nr_inodes=\(try $0.used().files)") }, "nr_inodes=100k"),
      ({ try $0.remount("size=\(try $0.used().kilobytes + 40)k") }, "size=64m"),
      ({ try $0.remount("nr_inodes=\(try $0.used().files + 30)") }, "nr_inodes=100k"),
    ]
  }

  @Test(
    "each of them leaves yesterday's site and says so, and a disk that is well again takes today's")
  func untouched() throws {
    try TestFolders.withScratch { folder in
      let disk = try SmallDisk(at: folder.appending(path: "disk"))
      defer { disk.unmount() }
      // The data lie on a disk that is well.
      let data = folder.appending(path: "Data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let file = data.appending(path: "market.csv")
      let configuration = disk.folder.appending(path: "heatpress.yml")
      let story = try String(
        contentsOf: TestFolders.tests.appending(
          path: "Scripts/the-second-build-changes-nothing.txt"),
        encoding: .utf8)
      let text = try #require(UserStory(text: story).files["site/heatpress.yml"])
      try Data(text.replacing("data: ../Data", with: "data: \(data.path)").utf8)
        .write(to: configuration)
      let fixture = try String(
        contentsOf: TestFolders.tests.appending(path: "Fixtures/market.csv"), encoding: .utf8)
      let night = fixture.split(separator: "\n").dropLast(6).joined(separator: "\n") + "\n"
      try Data(night.utf8).write(to: file)
      let build = [
        "build", "--config", configuration.path, "--now", "2024-01-13", "--from", "2024-01-11",
      ]
      let first = try HeatpressProcess.run(build, in: folder)
      try #require(first.exitCode == 0, "\(first.standardError)")
      let live = disk.folder.appending(path: "public")
      let before = try FileTree.read(live)
      try Data(fixture.utf8).write(to: file)
      for (spoil, mend) in Self.troubles {
        try spoil(disk)
        let night = try HeatpressProcess.run(build, in: folder)
        #expect(night.exitCode == 73, "\(mend): \(night.exitCode): \(night.standardError)")
        #expect(night.standardOutput.isEmpty)
        #expect(FileTree.differences(before, try FileTree.read(live)).isEmpty)
        try disk.remount(mend)
      }
      let next = try HeatpressProcess.run(build, in: folder)
      #expect(next.exitCode == 0, "\(next.standardError)")
      let page = live.appending(path: "btc/2024-01-12/index.html")
      #expect(FileManager.default.fileExists(atPath: page.path))
      let left = try FileTree.read(disk.folder).keys
      #expect(!left.contains { $0.contains(".part") || $0.contains(".staging") })
    }
  }
}

/// A file system in memory, as small as a test wants it.
private struct SmallDisk {
  let folder: URL

  /// Whether this user may mount one here.
  static let canBeMade: Bool = {
    guard getuid() == 0 else { return false }
    let isMade: Bool? = try? TestFolders.withScratch { folder in
      try SmallDisk(at: folder.appending(path: "disk")).unmount()
      return true
    }
    return isMade ?? false
  }()

  init(at folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try SmallDisk.call("mount", ["-t", "tmpfs", "-o", "size=64m", "heatpress-test", folder.path])
  }

  func remount(_ options: String) throws {
    try SmallDisk.call("mount", ["-o", "remount,\(options)", folder.path])
  }

  func unmount() { try? SmallDisk.call("umount", [folder.path]) }

  func used() throws -> (kilobytes: Int, files: Int) {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { throw POSIXError(.EIO) }
    let blocks = Int(status.f_blocks) - Int(status.f_bfree)
    return (blocks * Int(status.f_frsize) / 1_024, Int(status.f_files) - Int(status.f_ffree))
  }

  private static func call(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EPERM) }
  }
}
