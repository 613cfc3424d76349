import Archive
import Market
import Site

/// What a market's files are, without reading them. One venue of several that has nothing does not stop
/// the market; a file that the configuration names has to be there.
struct MarketSurvey {
  let digest: SurveyDigest
  private(set) var remarks = Remarks()

  init(_ market: MarketConfiguration, configuration: Configuration, threads: Int) throws {
    let reader = ArchiveReader(dataFolder: configuration.data, policy: configuration.policy)
    var surveys: [(instrument: Instrument, parts: [SourceSurvey.Part])] = []
    var missing: ArchiveError?
    for source in market.instruments {
      do throws(ArchiveError) {
        surveys.append((source.instrument, try reader.survey(source, threads: threads).parts))
      } catch {
        guard case .noInput = error, !source.isNamedFile else { throw error }
        missing = missing ?? error
        surveys.append((source.instrument, []))
        if market.instruments.count > 1 {
          remarks.warning("\(error.description). The map goes without it.")
        }
      }
    }
    if let missing, surveys.allSatisfy(\.parts.isEmpty) { throw missing }
    digest = SurveyDigest(surveys)
  }
}
