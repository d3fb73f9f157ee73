package dev.evpnd.it.tshark;

import dev.evpnd.it.tshark.Packet.Message;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Holds what tshark printed against what it should have.
///
/// Both are complete and in one order, so nothing that is printed goes without a word, and nothing
/// that is not printed either.
final class Comparison {
    private static final int AGREED_SHOWN = 4;

    private Comparison() {}

    /// Lets tshark read the packets and tells of each that it reads differently.
    static List<Difference> of(List<Sample> samples) {
        return of(samples, samples.stream().map(Sample::payload).toList());
    }

    /// The same of packets that carry something else than their messages.
    static List<Difference> of(List<Sample> samples, List<Octets> payloads) {
        var capture = new PcapWriter();
        for (int i = 0; i < samples.size(); i++) {
            capture.write(samples.get(i).session().name(), payloads.get(i).toByteArray());
        }
        int octets = samples.getFirst().session().asNumberOctets();
        var packets = Tshark.read(capture.bytes(), octets);
        if (packets.size() != samples.size()) {
            throw new AssertionError(
                    "tshark read " + packets.size() + " of " + samples.size() + " packets");
        }
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < samples.size(); i++) {
            var fault = fault(samples.get(i), packets.get(i));
            if (!fault.isEmpty()) {
                differences.add(
                        new Difference(samples.get(i), payloads.get(i), packets.get(i), fault));
            }
        }
        return differences;
    }

    /// A packet that is not what it should be.
    ///
    /// @param fault the first field that differs and some of those in front of it
    record Difference(Sample sample, Octets payload, Packet packet, String fault) {

        @Override
        public String toString() {
            var text = new StringBuilder();
            text.append(sample.session()).append(", ").append(sample.origin()).append('\n');
            text.append(fault);
            sample.messages().forEach(each -> text.append("record: ").append(each).append('\n'));
            text.append("octets: ").append(payload.toHex()).append('\n');
            packet.complaints().forEach(each -> text.append("tshark: ").append(each).append('\n'));
            packet.messages().forEach(each -> text.append(each).append('\n'));
            return text.toString();
        }
    }

    private static String fault(Sample sample, Packet packet) {
        var expected = MessageFields.of(sample.messages(), sample.session().negotiated());
        var printed = packet.messages().stream().map(Message::fields).toList();
        for (int i = 0; i < Math.min(expected.size(), printed.size()); i++) {
            var fault = fault(expected.get(i), printed.get(i));
            if (!fault.isEmpty()) {
                return "message " + i + ":\n" + fault;
            }
        }
        if (printed.size() != expected.size()) {
            return "%d messages and not %d\n".formatted(printed.size(), expected.size());
        }
        return packet.complaints().isEmpty() ? "" : "complaints of tshark\n";
    }

    private static String fault(List<Field> expected, List<Field> printed) {
        int length = Math.max(expected.size(), printed.size());
        for (int i = 0; i < length; i++) {
            var should = i < expected.size() ? expected.get(i).toString() : "the end";
            var is = i < printed.size() ? printed.get(i).toString() : "the end";
            if (!Objects.equals(should, is)) {
                var agreed = new StringBuilder();
                for (var field : expected.subList(Math.max(0, i - AGREED_SHOWN), i)) {
                    agreed.append("  agreed:   ").append(field).append('\n');
                }
                return agreed + "  expected: " + should + "\n  printed:  " + is + '\n';
            }
        }
        return "";
    }
}
