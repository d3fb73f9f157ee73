package dev.evpnd.speaker.capture;

import static dev.evpnd.speaker.capture.Captures.keepalive;
import static dev.evpnd.speaker.capture.Captures.message;
import static dev.evpnd.speaker.capture.Talk.CLIENT;
import static dev.evpnd.speaker.capture.Talk.SERVER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.Ipv4Address;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

final class HostileCaptureTest {
    private static final CaptureLimits TIGHT = new CaptureLimits(4, 2000, 6000);

    static List<byte[]> captures() {
        var pcap =
                new Talk()
                        .opened()
                        .client(0, message(80, 1, 1))
                        .client(120, message(60, 2, 1))
                        .server(0, message(90, 1, 2))
                        .serverHas(120)
                        .client(80, message(40, 2, 3))
                        .client(180, Ip.FIN, keepalive())
                        .file();
        var ethernet =
                Ip.concat(
                        new byte[12],
                        new byte[] {(byte) 0x81, 0, 0, 5, 8, 0},
                        Ip.segment(CLIENT, SERVER, 1, 0, 0, keepalive()));
        var client = Ip.endpoint("2001:db8::1", 179);
        var server = Ip.endpoint("2001:db8::2", 40_000);
        var tcp = Ip.tcp(client, server, 1, 0, 0, message(40, 1, 1));
        var ipv6 =
                Ip.concat(
                        new byte[12],
                        new byte[] {(byte) 0x86, (byte) 0xdd},
                        Ip.ipv6(
                                client.address(),
                                server.address(),
                                0,
                                Ip.concat(new byte[] {6, 0, 5, 2, 0, 0, 0, 0}, tcp)));
        var pcapng = new ArrayList<byte[]>();
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var options = new CaptureWriter(order).option(9, new byte[] {9}).bytes();
            pcapng.add(
                    new CaptureWriter(order)
                            .section()
                            .interfaceDescription(1, 0, options)
                            .enhancedPacket(0, 5, ethernet)
                            .oldPacket(0, 6, ipv6)
                            .simplePacket(ethernet.length, ethernet)
                            .block(77, new byte[3])
                            .bytes());
        }
        return List.of(pcap, Ip.concat(pcapng.get(0), pcapng.get(1)));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void tellsWhatWasBeforeTheEndOfATruncatedCapture(byte[] file) {
        var whole = Captures.read(file);
        assertThat(whole.messages()).hasSizeGreaterThan(1);
        assertThat(whole.only(MalformedCapture.class)).isEmpty();
        int before = 0;
        for (int length = 0; length < file.length; length++) {
            var read = Captures.read(Arrays.copyOf(file, length));

            assertThat(read.only(MalformedCapture.class)).hasSizeLessThan(2);
            assertThat(read.messages().size()).isGreaterThanOrEqualTo(before);
            assertThat(whole.messages()).containsAll(read.messages());
            before = read.messages().size();
            assertConsistent(read);
        }
    }

    @Test
    void tellsThatAPacketIsCutOff() {
        var file = captures().getFirst();

        assertThat(Captures.read(Arrays.copyOf(file, file.length - 1)).events())
                .contains(
                        new MalformedCapture(
                                file.length - 16 - 40 - 19,
                                "as many octets as the packet's captured length"));
        assertThat(Captures.read(Arrays.copyOf(file, 30)).events())
                .containsExactly(new MalformedCapture(24, "a packet header of 16 octets"));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void survivesEveryBitFlip(byte[] file) {
        for (int bit = 0; bit < file.length * 8; bit++) {
            var flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertConsistent(Captures.read(flipped, TIGHT));
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void survivesManyRandomChanges(byte[] file) {
        var random = new SplittableRandom(42);
        for (int round = 0; round < 3000; round++) {
            var changed = file.clone();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                int value = random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2);
                changed[random.nextInt(4, changed.length)] = (byte) value;
            }
            assertConsistent(Captures.read(changed, TIGHT));
        }
    }

    /// The events of a stream follow one another without a hole, and no message lies of its length.
    private static void assertConsistent(Captures read) {
        var next = new HashMap<CapturedStream, Long>();
        for (var event : read.events()) {
            switch (event) {
                case CapturedMessage m -> {
                    assertThat(m.message().length())
                            .isEqualTo(m.message().at(16) << 8 | m.message().at(17))
                            .isGreaterThanOrEqualTo(19);
                    follow(next, m.stream(), m.offset(), m.message().length());
                }
                case Gap g -> follow(next, g.stream(), g.offset(), g.length());
                case Skipped s -> {
                    assertThat(s.beginning().length()).isLessThanOrEqualTo(32);
                    follow(next, s.stream(), s.offset(), s.length());
                }
                case MalformedCapture malformed -> assertThat(malformed.offset()).isNotNegative();
            }
        }
    }

    private static void follow(
            Map<CapturedStream, Long> next, CapturedStream stream, long offset, long length) {
        assertThat(length).isPositive();
        assertThat(offset).isEqualTo(next.getOrDefault(stream, 0L));
        next.put(stream, offset + length);
    }

    @Test
    void givesUpAHoleWhenTooMuchWaitsBehindIt() {
        var talk = new Talk().opened();
        int segment = 1000;
        int segments = 1100;
        for (int i = 0; i < segments; i++) {
            talk.client(19 + (long) i * segment, message(segment, 2, i));
        }
        var read = Captures.read(talk.client(0, keepalive()).file());

        assertThat(read.events().getFirst())
                .isInstanceOfSatisfying(
                        Gap.class,
                        gap -> {
                            assertThat(gap.offset()).isZero();
                            assertThat(gap.length()).isEqualTo(19);
                            assertThat(gap.timestamp().getEpochSecond())
                                    .isEqualTo(CaptureWriter.TIME.getEpochSecond() + 2);
                        });
        assertThat(read.messages()).hasSize(segments);
    }

    @Test
    void endsTheLeastRecentlyUsedOfTooManyStreams() {
        var talk = new Talk().opened().client(0, Arrays.copyOf(keepalive(), 17));
        var first = talk;
        for (int i = 0; i < 4; i++) {
            talk = talk.and(Ip.endpoint("192.0.2.1", 50_000 + i), SERVER, i).opened();
        }
        first.client(17, Arrays.copyOfRange(keepalive(), 17, 19));

        var read = Captures.read(talk.file(), TIGHT);

        assertThat(read.messages()).isEmpty();
        assertThat(read.only(Skipped.class))
                .extracting(Skipped::reason)
                .contains(SkipReason.INCOMPLETE);
        assertThat(read.summary().evictedStreams()).isEqualTo(2);
        assertThat(read.summary().streams()).isEqualTo(6);
    }

    @Test
    void endsTheLeastRecentlyUsedStreamWhenAllHoldTooMuch() {
        var talk = new Talk();
        for (int i = 0; i < 4; i++) {
            talk = talk.and(Ip.endpoint("192.0.2.1", 50_000 + i), SERVER, i).opened();
            talk.client(0, Arrays.copyOf(message(5000, 2, i), 1900));
        }

        var read = Captures.read(talk.file(), TIGHT);

        assertThat(read.summary().evictedStreams()).isEqualTo(1);
        assertThat(read.only(Skipped.class).getFirst().stream().id()).isZero();
    }

    @Test
    void knowsNoMoreStreamsThanTheBoundAtOnce() {
        int total = CaptureReader.MAX_STREAMS + 1000;
        var file = new CaptureWriter(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xa1b2c3d4, 101);
        for (int i = 0; i < total; i++) {
            var client = new Endpoint(new Ipv4Address(i), 1);
            var syn = Ip.segment(client, SERVER, 1, 0, Ip.SYN, new byte[0]);
            file.pcapPacket(0, 0, syn.length, syn);
        }

        var read = Captures.read(file.bytes());

        assertThat(read.summary().streams()).isEqualTo(total);
        assertThat(read.summary().evictedStreams()).isEqualTo(1000);
        assertThat(read.events()).isEmpty();
    }

    @Test
    void passesOnTheFailureOfTheInput() {
        var failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }
                };
        assertThatThrownBy(() -> CaptureReader.read(failing, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }
}
