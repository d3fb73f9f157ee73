package dev.evpnd.speaker.capture;

/// Something wrong with the capture file itself.
///
/// @param offset where in the file the record, block or header begins that is wrong
/// @param reason what was expected there
public record MalformedCapture(long offset, String reason) implements CaptureEvent {}
