/// Where machines without a common folder leave results for each other: objects that are written whole
/// under the name of an entry, and never changed.
///
/// A cache has its entries from there and puts there what it makes, each as one object.
public protocol ResultStore: Sendable {
  /// The names of the objects of a folder, without the folder.
  ///
  /// - Throws: `store`, or a failure to read.
  func names(in folder: String) throws(SiteError) -> [String]

  /// An object's bytes; `nil` where there is none.
  ///
  /// - Throws: `store`, or a failure to read.
  func object(_ name: String) throws(SiteError) -> [UInt8]?

  /// Writes an object, whole or not at all. Several machines may write the same one at the same time.
  ///
  /// - Throws: `store`, or a failure to write.
  func put(_ bytes: [UInt8], as name: String) throws(SiteError)

  /// Removes an object; one that is not there is no error.
  ///
  /// - Throws: `store`, or a failure to write.
  func remove(_ name: String) throws(SiteError)
}
