package dev.evpnd.speaker.capture;

/// Why octets of a stream belong to no whole message.
public enum SkipReason {
    /// They went by before the stream was seen to be BGP; some may not have been captured at all.
    UNRECOGNISED,
    /// The capture began in the middle of the stream; a marker comes behind them.
    STARTED_MIDWAY,
    /// They stand between octets that were lost and the next marker.
    AFTER_LOSS,
    /// A message should have begun with sixteen octets of all ones, and does not.
    BAD_MARKER,
    /// The Length field of a message is below 19.
    BAD_LENGTH,
    /// The beginning of a message whose rest was not captured.
    INCOMPLETE
}
