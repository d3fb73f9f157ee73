package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.capture.CapturedMessage;
import dev.evpnd.speaker.capture.CapturedStream;
import dev.evpnd.speaker.capture.Direction;
import dev.evpnd.speaker.capture.Endpoint;
import dev.evpnd.speaker.capture.Talk;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class CaptureDecodeTest {
    private static final int SEED = 4271;
    private static final int CAPTURE_MAGIC = 4;
    private static final byte[] KEEPALIVE = hex("ff".repeat(16) + "001304");
    private static final String ROUTE = "03110001c0a8210f00640000000020c0a8210f";

    private static final String REACH = "800e1c" + "00194604c0a8210f00" + ROUTE;

    /// ORIGIN, AS_PATH of one AS as two octets, LOCAL_PREF, and a route.
    private static final byte[] TWO_OCTET_UPDATE =
            update("40010100" + "4002040201fde9" + "40050400000064" + REACH);

    private static final byte[] ADD_PATH_UPDATE = update("800f1a001946" + "00000007" + ROUTE);

    @Test
    void tellsWhereAndWhenAMessageWasCaptured() {
        var run = run(new Talk().opened().client(0, KEEPALIVE).server(0, KEEPALIVE));
        assertThat(run.lines())
                .containsExactly(
                        "{\"timestamp\":\"2023-11-14T22:13:22.123456Z\","
                                + "\"source\":\"192.0.2.1:40000\","
                                + "\"destination\":\"192.0.2.2:179\",\"stream\":0,"
                                + "\"streamOffset\":0,\"verdict\":\"accept\","
                                + "\"kind\":\"message\",\"length\":19,\"type\":4,"
                                + "\"typeName\":\"KEEPALIVE\"}",
                        "{\"timestamp\":\"2023-11-14T22:13:23.123456Z\","
                                + "\"source\":\"192.0.2.2:179\","
                                + "\"destination\":\"192.0.2.1:40000\",\"stream\":0,"
                                + "\"streamOffset\":0,\"verdict\":\"accept\","
                                + "\"kind\":\"message\",\"length\":19,\"type\":4,"
                                + "\"typeName\":\"KEEPALIVE\"}");
    }

    @Test
    void readsMessagesByWhatTheOpensAgreedOn() {
        var plain = new Open(65001, 180, new BgpIdentifier(1), List.of());
        var ours = Open.of(new Asn(65000), 180, new BgpIdentifier(2), List.of());
        var line = lastLine(session(plain, ours).client(length(plain), TWO_OCTET_UPDATE));
        assertThat(line)
                .contains("\"verdict\":\"discard-attribute\",\"subject\":\"LOCAL_PREF\"")
                .contains("\"text\":\"65001\"");
    }

    @Test
    void readsMessagesByTheOptionsWhereTheOpensAreMissing() {
        var talk = new Talk().opened().client(0, TWO_OCTET_UPDATE);
        assertThat(run(talk).output()).contains("\"verdict\":\"treat-as-withdraw\"");
        assertThat(run(talk, "--two-octet-as").output())
                .contains("\"verdict\":\"accept\"", "\"text\":\"65001\"");
    }

    @Test
    void doesNotTakeOneOpenForTwo() {
        var plain = new Open(65001, 180, new BgpIdentifier(1), List.of());
        var talk =
                new Talk()
                        .opened()
                        .client(0, octets(plain))
                        .client(length(plain), TWO_OCTET_UPDATE);
        assertThat(lastLine(talk)).contains("\"verdict\":\"treat-as-withdraw\"");
    }

    @Test
    void expectsPathIdentifiersInTheDirectionThatHasThem() {
        var sends = addPath(1, AddPath.Entry.SEND);
        var receives = addPath(2, AddPath.Entry.RECEIVE);
        var talk = session(sends, receives).client(length(sends), ADD_PATH_UPDATE);
        assertThat(lastLine(talk)).contains("\"verdict\":\"accept\"", "\"pathIdentifier\":7");
        var other = session(sends, receives).server(length(receives), ADD_PATH_UPDATE);
        assertThat(lastLine(other)).doesNotContain("pathIdentifier", "accept");
    }

    @Test
    void takesLongMessagesWhereTheReceiverDoes() {
        var long1 = Open.of(new Asn(65000), 180, new BgpIdentifier(1), List.of());
        var long2 = with(2, new ExtendedMessage());
        var message = Arrays.copyOf(hex("ff".repeat(16) + "138803" + "0602"), 5000);
        assertThat(lastLine(session(long1, long2).client(length(long1), message)))
                .contains("\"verdict\":\"accept\"");
        assertThat(lastLine(session(long1, long2).server(length(long2), message)))
                .contains("\"verdict\":\"reset\"");
    }

    @Test
    void tellsOfOctetsThatWereNotCaptured() {
        var talk = new Talk().opened().client(0, KEEPALIVE).client(29, KEEPALIVE);
        var run = run(talk, "--fail");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(1))
                .endsWith(
                        "\"streamOffset\":19,\"verdict\":\"skipped\","
                                + "\"reason\":\"octets that were captured\",\"offset\":0,"
                                + "\"kind\":\"gap\",\"length\":10}");
    }

    @Test
    void tellsOfOctetsThatAreNoMessage() {
        var broken = KEEPALIVE.clone();
        broken[17] = 18;
        var line = run(new Talk().opened().client(0, KEEPALIVE).client(19, broken)).lines().get(1);
        assertThat(line)
                .endsWith(
                        "\"streamOffset\":19,\"verdict\":\"skipped\","
                                + "\"reason\":\"a length of 19 or more\",\"offset\":0,"
                                + "\"kind\":\"octets\",\"length\":19,\"cause\":\"bad-length\","
                                + "\"beginning\":\""
                                + HexFormat.of().formatHex(broken)
                                + "\"}");
    }

    @Test
    void tellsWhatIsWrongWithTheCapture(@TempDir Path folder) throws IOException {
        var file = new Talk().opened().client(0, KEEPALIVE).file();
        var cut = folder.resolve("cut.pcap");
        Files.write(cut, Arrays.copyOf(file, file.length - 1));
        var run = Run.of("", cut.toString());
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "{\"file\":\""
                                + cut
                                + "\",\"verdict\":\"invalid-input\",\"reason\":"
                                + "\"as many octets as the packet's captured length\","
                                + "\"offset\":136,\"kind\":\"capture\"}");
    }

    @Test
    void readsACaptureWhateverKindIsNamed() {
        var run = run(new Talk().opened().client(0, KEEPALIVE), "--kind", "esi");
        assertThat(run.output()).contains("\"typeName\":\"KEEPALIVE\"");
    }

    @Test
    void answersDamagedCaptures() {
        var sends = addPath(1, AddPath.Entry.SEND);
        var whole = session(sends, sends).client(length(sends), ADD_PATH_UPDATE).file();
        var random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            var damaged = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                int at = random.nextInt(CAPTURE_MAGIC, damaged.length);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            var run = Run.of(damaged);
            assertThat(run.status()).isZero();
            run.lines().forEach(Json::check);
        }
    }

    @Test
    void forgetsTheSessionUnusedForLongest() {
        var open = Open.of(new Asn(65000), 180, new BgpIdentifier(1), List.of());
        int both = 2 * length(open);
        var sessions = new CaptureSessions(Negotiated.DEFAULT, both);
        agree(sessions, 0, open);
        assertThat(terms(sessions, 0)).isNotEqualTo(Negotiated.DEFAULT);
        agree(sessions, 1, open);
        assertThat(terms(sessions, 1)).isNotEqualTo(Negotiated.DEFAULT);
        assertThat(terms(sessions, 0)).isEqualTo(Negotiated.DEFAULT);
    }

    private static void agree(CaptureSessions sessions, int stream, Open open) {
        var octets = Octets.copyOf(octets(open));
        for (var direction : Direction.values()) {
            var message = captured(stream, direction, octets);
            assertThat(sessions.termsOf(message)).isEqualTo(Negotiated.DEFAULT);
        }
    }

    private static Negotiated terms(CaptureSessions sessions, int stream) {
        return sessions.termsOf(captured(stream, Direction.FROM_CLIENT, Octets.copyOf(KEEPALIVE)));
    }

    private static CapturedMessage captured(int stream, Direction direction, Octets message) {
        var end = new Endpoint(IpAddress.parse("192.0.2.1"), 179);
        return new CapturedMessage(
                Instant.EPOCH, new CapturedStream(stream, direction, end, end), 0, message);
    }

    private static Talk session(Open client, Open server) {
        return new Talk().opened().client(0, octets(client)).server(0, octets(server));
    }

    private static Open addPath(int identifier, int sendReceive) {
        return with(
                identifier,
                new AddPath(List.of(new AddPath.Entry(AddressFamily.L2VPN_EVPN, sendReceive))));
    }

    private static Open with(int identifier, Capability capability) {
        return Open.of(
                new Asn(65000),
                180,
                new BgpIdentifier(identifier),
                List.of(new Multiprotocol(AddressFamily.L2VPN_EVPN), capability));
    }

    private static byte[] octets(Open open) {
        var writer = new OctetWriter();
        open.encode(writer, Negotiated.DEFAULT);
        return writer.toByteArray();
    }

    private static int length(Open open) {
        return octets(open).length;
    }

    private static byte[] update(String attributes) {
        int length = attributes.length() / 2;
        return hex(
                "ff".repeat(16)
                        + "%04x".formatted(23 + length)
                        + "020000%04x".formatted(length)
                        + attributes);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static Run run(Talk talk, String... arguments) {
        var run = Run.of(talk.file(), arguments);
        run.lines().forEach(Json::check);
        return run;
    }

    private static String lastLine(Talk talk) {
        return run(talk).lines().getLast();
    }
}
