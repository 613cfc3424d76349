import Archive
import FaultVenue
import Foundation
import Market
import Testing

@Suite("Fetching")
struct FetchRunTests {
  @Test("what the venues have comes byte for byte, and a second run asks for nothing")
  func complete() throws {
    let fixture = try FetchFixture()
    let report = try fixture.fetch()
    #expect(report.isComplete, "\(report.failures.prefix(5))")
    #expect(fixture.venue.unknown == [])
    let data = try fixture.tree()
    let venues = try fixture.tree("venues")
    #expect(data.filter { venues[$0.key] != $0.value }.keys.sorted() == [])
    for venue in Venue.allCases { #expect((report.venues[venue]?.stored ?? 0) > 5, "\(venue)") }
    #expect(fixture.venue.takeRequests() > 50)
    let second = try fixture.fetch()
    #expect(fixture.venue.takeRequests() == 0)
    #expect(second.isComplete)
    #expect(second.venues.values.allSatisfy { $0.stored == 0 && $0.present > 0 })
  }
}
