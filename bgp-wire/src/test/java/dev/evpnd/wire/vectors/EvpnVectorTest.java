package dev.evpnd.wire.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The verdicts of a strict reader of the RFCs on octets from other speakers' tests, and the fields
/// they hold. No case is judged otherwise here.
class EvpnVectorTest {
    private static final int VECTORS = 160;
    private static final Set<String> VALUES =
            Set.of("extcomm", "extcomm-value6", "esi", "esi-or-body", "other");

    /// @param fields the routes as text, empty where the vector has none or is malformed
    record Vector(String kind, String strict, String hex, String source, String fields) {
        Octets octets() {
            return Octets.ofHex(hex);
        }

        @Override
        public String toString() {
            return kind + " " + strict + " " + source;
        }
    }

    static List<Vector> vectors() {
        try (var stream = EvpnVectorTest.class.getResourceAsStream("/vectors/evpn.tsv")) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(c -> new Vector(c[0], c[1], c[2], c[3], c.length > 4 ? c[4] : ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allVectorsAreThere() {
        assertThat(vectors()).hasSize(VECTORS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectorsWithVerdicts")
    void judgesAsAStrictReaderDoes(Vector vector) {
        var faults = faults(vector);
        switch (vector.strict()) {
            // Nothing is said against an attribute without a verdict, but that it is one.
            case "accept", "-" -> assertThat(faults).isEmpty();
            case "reject" -> assertThat(faults).isNotEmpty();
            default -> throw new AssertionError("a verdict: " + vector.strict());
        }
    }

    static Stream<Vector> vectorsWithVerdicts() {
        return vectors().stream().filter(vector -> !VALUES.contains(vector.kind()));
    }

    /// Where any octets of the right length are a value there is nothing to judge, but it has to
    /// survive.
    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void readsBackTheValuesOfOthers(Vector vector) {
        switch (vector.kind()) {
            case "extcomm" -> {
                assertThat(vector.octets().length()).isPositive();
                var reader = vector.octets().reader();
                while (!reader.isExhausted()) {
                    assertReadBack(ExtendedCommunity.of(reader.u64()));
                }
            }
            case "extcomm-value6" -> {
                // Of which type the six octets are is not said: they must survive as any EVPN one.
                for (int subtype = 0; subtype < 16; subtype++) {
                    var type = Octets.of(0x06, subtype).toHex();
                    assertReadBack(
                            ExtendedCommunity.of(Long.parseUnsignedLong(type + vector.hex(), 16)));
                }
            }
            case "esi" -> assertIsSegment(vector.hex());
            case "esi-or-body" -> assertIsNoSegment(vector.hex());
            default -> assertIsPartOfARoute(vector);
        }
    }

    static Stream<Vector> values() {
        return vectors().stream().filter(vector -> VALUES.contains(vector.kind()));
    }

    private static void assertReadBack(ExtendedCommunity community) {
        assertThat(ExtendedCommunity.parse(community.toString())).isEqualTo(community);
    }

    private static void assertIsSegment(String hex) {
        var segment = EthernetSegmentId.parse(hex);
        assertThat(segment.toString().replace(":", "")).isEqualTo(hex);
        assertThat(EthernetSegmentId.parse(segment.toString())).isEqualTo(segment);
        var writer = new OctetWriter();
        segment.encode(writer);
        assertThat(writer.toOctets().toHex()).isEqualTo(hex);
    }

    private static void assertIsNoSegment(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> EthernetSegmentId.parse(hex));
    }

    /// A route distinguisher, or a segment identifier without its type.
    private static void assertIsPartOfARoute(Vector vector) {
        if (vector.octets().length() == 8) {
            var distinguisher = new RouteDistinguisher(vector.octets().reader().u64());
            assertThat(distinguisher).hasToString("1.2.3.4:258");
            assertThat(RouteDistinguisher.parse("1.2.3.4:258")).isEqualTo(distinguisher);
        } else {
            assertIsNoSegment(vector.hex());
            assertIsSegment("05" + vector.hex());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectorsWithFields")
    void readsTheSameFieldsAsOthersDo(Vector vector) {
        var text =
                routes(vector).routes().stream()
                        .map(nlri -> RouteText.of(nlri.route()))
                        .collect(Collectors.joining(" | "));
        assertThat(text).isEqualTo(vector.fields());
    }

    static Stream<Vector> vectorsWithFields() {
        return vectors().stream().filter(vector -> !vector.fields().isEmpty());
    }

    private static List<Malformed> faults(Vector vector) {
        return switch (vector.kind()) {
            case "nlri" -> nlri(vector, false).faults();
            case "nlri-addpath" -> nlri(vector, true).faults();
            case "message" -> message(vector).faults();
            case "update-body" -> updateBody(vector).faults();
            case "attribute" -> attributes(vector.octets()).faults();
            case "mp_reach-value" ->
                    attributes(withHeader(AttributeCode.MP_REACH_NLRI, vector)).faults();
            case "pmsi-value" -> attributes(withHeader(AttributeCode.PMSI_TUNNEL, vector)).faults();
            default -> throw new AssertionError("a kind: " + vector.kind());
        };
    }

    private static Decoded<NlriField> nlri(Vector vector, boolean addPath) {
        return NlriField.decode(
                AddressFamily.L2VPN_EVPN, vector.octets().reader(), addPath, "MP_REACH_NLRI");
    }

    private static Decoded<BgpMessage> message(Vector vector) {
        var bytes = vector.octets().toByteArray();
        return BgpMessage.decode(bytes, 0, bytes.length, Negotiated.DEFAULT);
    }

    private static Decoded<Update> updateBody(Vector vector) {
        return Update.decode(vector.octets().reader(), Negotiated.DEFAULT);
    }

    private static Decoded<PathAttributes> attributes(Octets octets) {
        return PathAttributes.decode(octets.reader(), Negotiated.DEFAULT);
    }

    private static Octets withHeader(int code, Vector vector) {
        int flags = AttributeCode.carriesRoutes(code) ? 0x80 : 0xc0;
        var value = vector.octets();
        return new OctetWriter().u8(flags).u8(code).u8(value.length()).octets(value).toOctets();
    }

    /// The routes of a vector, announced or withdrawn.
    private static EvpnNlri routes(Vector vector) {
        return switch (vector.kind()) {
            case "nlri" -> (EvpnNlri) nlri(vector, false).orElseThrow();
            case "attribute" -> routes(attributes(vector.octets()).orElseThrow());
            case "update-body" -> routes(updateBody(vector).orElseThrow().pathAttributes());
            default -> routes(((Update) message(vector).orElseThrow()).pathAttributes());
        };
    }

    private static EvpnNlri routes(PathAttributes attributes) {
        var update = Update.of(attributes);
        return (EvpnNlri)
                update.mpReach()
                        .map(reach -> reach.nlri())
                        .or(() -> update.mpUnreach().map(unreach -> unreach.nlri()))
                        .orElseThrow();
    }
}
