package dev.evpnd.speaker.capture;

/// What a reader of a capture is told: a message, or something that is missing or wrong.
///
/// Of one stream in one direction, [CapturedMessage], [Gap] and [Skipped] come in the order of
/// their offsets, each beginning where the one before ended.
public sealed interface CaptureEvent permits CapturedMessage, Gap, Skipped, MalformedCapture {}
