package dev.evpnd.speaker.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a kernel has sent, as [Recorder] writes it: behind each `#` what was done or asked for,
/// then a line of hexadecimal digits for each datagram. The hosts were little-endian.
public record Recording(Map<String, List<byte[]>> datagrams) {
    public static Recording of(String file) {
        try (var in = Recording.class.getResourceAsStream(file)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            var datagrams = new LinkedHashMap<String, List<byte[]>>();
            List<byte[]> current = new ArrayList<>();
            for (var line : text.lines().toList()) {
                if (line.startsWith("# ")) {
                    current = datagrams.computeIfAbsent(line.substring(2), _ -> new ArrayList<>());
                } else {
                    current.add(HexFormat.of().parseHex(line));
                }
            }
            return new Recording(datagrams);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// What is told by the datagrams behind a heading.
    List<Told> told(String heading) {
        var told = new ArrayList<Told>();
        for (var datagram : Objects.requireNonNull(datagrams.get(heading), heading)) {
            told.addAll(decode(datagram, 0, datagram.length));
        }
        return told;
    }

    /// The events among that.
    public List<KernelEvent> events(String heading) {
        return told(heading).stream()
                .filter(Told.Event.class::isInstance)
                .map(it -> ((Told.Event) it).event())
                .toList();
    }

    /// All that octets tell; that they are no messages is told as a fault of type 0.
    static List<Told> decode(byte[] octets, int from, int to) {
        var told = new ArrayList<Told>();
        var fault = new Fault();
        var bytes = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        var messages = new Messages(bytes, from, to, fault);
        while (messages.next()) {
            if (messages.type() >= Rtnetlink.NEWLINK) {
                EventDecoder.decode(messages, told::add);
            }
        }
        if (fault.isSet()) {
            told.add(new Told.Faulty(0, fault.text()));
        }
        return told;
    }
}
