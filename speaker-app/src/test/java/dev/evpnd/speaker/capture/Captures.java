package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.Octets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a capture reads as, and messages to put into one.
record Captures(List<CaptureEvent> events, CaptureSummary summary) {

    static Captures read(byte[] file) {
        return read(file, CaptureLimits.DEFAULT);
    }

    static Captures read(byte[] file, CaptureLimits limits) {
        var events = new ArrayList<CaptureEvent>();
        try {
            var in = new ByteArrayInputStream(file);
            return new Captures(events, CaptureReader.read(in, limits, events::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Octets> messages() {
        return only(CapturedMessage.class).stream().map(CapturedMessage::message).toList();
    }

    <T extends CaptureEvent> List<T> only(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// A message of a length, whose content says which one it is.
    static byte[] message(int length, int type, int content) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) content);
        Arrays.fill(bytes, 0, 16, (byte) 0xff);
        bytes[16] = (byte) (length >> 8);
        bytes[17] = (byte) length;
        bytes[18] = (byte) type;
        return bytes;
    }

    static byte[] keepalive() {
        return message(19, 4, 0);
    }
}
