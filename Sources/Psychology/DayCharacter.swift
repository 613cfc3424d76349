import Glibc

/// What kind of day it was, by fixed thresholds in daily standard deviations known a day before.
///
/// | character | rule, in order |
/// |---|---|
/// | plunge, surge | close 2 or more sigmas from the close before |
/// | recovery | low 1.75 or more sigmas down, close less than 0.6 sigmas down or up |
/// | fade | high 1.75 or more sigmas up, close less than 0.6 sigmas up or down |
/// | decline, advance | close 0.6 or more sigmas away |
/// | twoWay | range of 1.75 or more sigmas |
/// | quiet | anything else |
/// | first | no close before |
public enum DayCharacter: Hashable, Sendable {
  case plunge, surge, recovery, fade, decline, advance, twoWay, quiet, first

  public init(_ day: DayFigures) {
    guard let close = day.moves(to: day.close), let high = day.moves(to: day.high),
      let low = day.moves(to: day.low)
    else {
      self = .first
      return
    }
    switch close {
    case ...(-2): self = .plunge
    case 2...: self = .surge
    case (-0.6)... where low <= -1.75: self = .recovery
    case ...0.6 where high >= 1.75: self = .fade
    case ...(-0.6): self = .decline
    case 0.6...: self = .advance
    default: self = high - low >= 1.75 ? .twoWay : .quiet
    }
  }
}
