package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.capture.CaptureEvent;
import dev.evpnd.speaker.capture.CaptureReader;
import dev.evpnd.speaker.capture.CapturedMessage;
import dev.evpnd.speaker.capture.CapturedStream;
import dev.evpnd.speaker.capture.Gap;
import dev.evpnd.speaker.capture.MalformedCapture;
import dev.evpnd.speaker.capture.SkipReason;
import dev.evpnd.speaker.capture.Skipped;
import dev.evpnd.speaker.json.Fields;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/// Writes a line for each message of a capture, and for whatever is missing or wrong in it.
final class CaptureDecoder {
    private final JsonLines lines;
    private final @Nullable String file;
    private final ItemDecoder decoder;
    private final CaptureSessions sessions;

    /// @param file the name to tell with every line, if there is one
    /// @param decoder reads messages of sessions whose OPENs were not captured
    CaptureDecoder(JsonLines lines, @Nullable String file, ItemDecoder decoder) {
        this.lines = lines;
        this.file = file;
        this.decoder = decoder;
        this.sessions = new CaptureSessions(decoder.negotiated(), CaptureSessions.MAX_HELD);
    }

    void read(InputStream in) throws IOException {
        CaptureReader.read(in, this::take);
    }

    private void take(CaptureEvent event) {
        var json = lines.begin();
        Fields.name(json, "file", file);
        boolean accepted =
                switch (event) {
                    case CapturedMessage message -> message(json, message);
                    case Gap(var timestamp, var stream, long offset, long length) -> {
                        place(json, timestamp, stream, offset);
                        skipped(json, "gap", "octets that were captured", length);
                        yield false;
                    }
                    case Skipped skipped -> skipped(json, skipped);
                    case MalformedCapture(long offset, String reason) -> {
                        json.writeStringProperty("verdict", VerdictJson.INVALID_INPUT);
                        json.writeStringProperty("reason", reason);
                        json.writeNumberProperty("offset", offset);
                        json.writeStringProperty("kind", "capture");
                        yield false;
                    }
                };
        lines.end(accepted);
    }

    private boolean message(JsonGenerator json, CapturedMessage message) {
        place(json, message.timestamp(), message.stream(), message.offset());
        var bytes = message.message().toByteArray();
        return decoder.under(sessions.termsOf(message))
                .write(json, Kind.MESSAGE, bytes, bytes.length);
    }

    private static boolean skipped(JsonGenerator json, Skipped skipped) {
        place(json, skipped.timestamp(), skipped.stream(), skipped.offset());
        skipped(json, "octets", reason(skipped.reason()), skipped.length());
        json.writeStringProperty("cause", cause(skipped.reason()));
        json.writeStringProperty("beginning", skipped.beginning().toHex());
        return false;
    }

    private static String reason(SkipReason reason) {
        return switch (reason) {
            case UNRECOGNISED -> "a stream that is seen to be BGP";
            case STARTED_MIDWAY -> "a capture from the stream's beginning on";
            case AFTER_LOSS -> "a message that begins behind lost octets";
            case BAD_MARKER -> "a marker of sixteen octets of all ones";
            case BAD_LENGTH -> "a length of 19 or more";
            case INCOMPLETE -> "the rest of the message";
        };
    }

    private static String cause(SkipReason reason) {
        return switch (reason) {
            case UNRECOGNISED -> "unrecognised";
            case STARTED_MIDWAY -> "started-midway";
            case AFTER_LOSS -> "after-loss";
            case BAD_MARKER -> "bad-marker";
            case BAD_LENGTH -> "bad-length";
            case INCOMPLETE -> "incomplete";
        };
    }

    private static void skipped(JsonGenerator json, String kind, String reason, long length) {
        json.writeStringProperty("verdict", VerdictJson.SKIPPED);
        json.writeStringProperty("reason", reason);
        json.writeNumberProperty("offset", 0);
        json.writeStringProperty("kind", kind);
        json.writeNumberProperty("length", length);
    }

    private static void place(
            JsonGenerator json, Instant timestamp, CapturedStream stream, long offset) {
        Fields.text(json, "timestamp", timestamp);
        Fields.text(json, "source", stream.source());
        Fields.text(json, "destination", stream.destination());
        json.writeNumberProperty("stream", stream.id());
        json.writeNumberProperty("streamOffset", offset);
    }
}
