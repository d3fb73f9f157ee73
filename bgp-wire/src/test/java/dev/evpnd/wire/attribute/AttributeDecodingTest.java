package dev.evpnd.wire.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of each attribute, well formed and malformed, between two neighbours that are well
/// formed. docs/conformance/rfc7606.md points to the rows.
class AttributeDecodingTest {
    private static final String BEFORE = "c06301aa";
    private static final String AFTER = "c06400";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ORIGIN                            | internal  | 40010102
                    AS_PATH, empty                    | internal  | 400200
                    AS_PATH, sequence and set         | external  | 40021002020000fde8fa56ea0001010000fde9
                    AS_PATH, two octets               | external2 | 4002060202fde85ba0
                    AS_PATH, confederation            | internal  | 40020603010000fde8
                    NEXT_HOP                          | external  | 400304c0000201
                    MULTI_EXIT_DISC                   | external  | 800404ffffffff
                    LOCAL_PREF                        | internal  | 40050400000064
                    ATOMIC_AGGREGATE                  | external  | 400600
                    AGGREGATOR, four octets           | external  | c007080000fde8c0000201
                    AGGREGATOR, two octets            | external2 | c00706fde8c0000201
                    COMMUNITIES, one twice            | external  | c00808fde80001fde80001
                    ORIGINATOR_ID                     | internal  | 800904c0000201
                    CLUSTER_LIST                      | internal  | 800a0800000001c0000201
                    EXTENDED_COMMUNITIES, unknown type| external  | c01008ff02fde800000064
                    AS4_PATH                          | external2 | c011060201fa56ea00
                    AS4_AGGREGATOR                    | external2 | c01208fa56ea00c0000201
                    PMSI_TUNNEL, IPv4 VTEP            | external  | c01609000600271004040404
                    PMSI_TUNNEL, IPv6 VTEP            | external  | c0161500060000642\
                    0010db8000000000000000000000001
                    PMSI_TUNNEL, unknown type         | external  | c01606007e00000007
                    TUNNEL_ENCAPSULATION, VXLAN       | external  | c0170f0008000b06020001800004aabbccdd
                    TUNNEL_ENCAPSULATION, no sub-TLV  | external  | c01704000f0000
                    IPV6_EXTENDED_COMMUNITIES         | external  | c019140002\
                    20010db80000000000000000000000010064
                    AIGP                              | external  | 801a0b01000b0000000000000064
                    AIGP, another TLV                 | external  | 801a0402000401
                    LARGE_COMMUNITY                   | external  | c0200c0000fde80000000100000002
                    ONLY_TO_CUSTOMER                  | external  | c023040000fde8
                    PREFIX_SID, label index           | external  | c0280a01000700000000000064
                    PREFIX_SID, unknown TLV           | external  | c02804ff000100
                    ATTR_SET, LOCAL_PREF inside       | external2 | c0800b0000fde840050400000064
                    ATTR_SET, nothing inside          | external  | c080040000fde8
                    unrecognized transitive           | external  | c0ff020102
                    unrecognized, partial             | external  | e0ff020102
                    unrecognized non-transitive       | external  | 80fe00
                    """)
    void keepsWellFormedAttributeBitForBit(String what, String session, String hex) {
        var decoded = decode(session, hex);
        assertThat(decoded.faults()).isEmpty();
        assertThat(encoded(session, decoded.orElseThrow())).isEqualTo(sorted(hex));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    flags: lower four bits            | external  | 4f010100           | 40010100
                    flags: Partial on well-known      | external  | 60010100           | 40010100
                    flags: Partial on MED             | external  | a0040400000001     | 80040400000001
                    Extended Length without need      | external  | 5001000100         | 40010100
                    AS4_PATH with a confederation     | external2 | c0110c030100000001020100010000 \
                                                                  | c011060201 00010000
                    """)
    void acceptsWhatIsNotCanonicalAndSendsWhatIs(
            String what, String session, String hex, String canonical) {
        var decoded = decode(session, hex);
        assertThat(decoded.faults()).isEmpty();
        assertThat(encoded(session, decoded.orElseThrow()))
                .isEqualTo(sorted(canonical.replace(" ", "")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ORIGIN: length 2                  | external  | 4001020000       | treat-as-withdraw | 3/5
                    ORIGIN: length 0                  | external  | 400100           | treat-as-withdraw | 3/5
                    ORIGIN: value 3                   | external  | 40010103         | treat-as-withdraw | 3/6
                    ORIGIN: Optional set              | external  | c0010100         | treat-as-withdraw | 3/4
                    ORIGIN: Transitive clear          | external  | 00010100         | treat-as-withdraw | 3/4
                    AS_PATH: segment type 5           | external  | 4002060501fde80001 | treat-as-withdraw | 3/11
                    AS_PATH: segment overrun          | external  | 4002060202fde80001 | treat-as-withdraw | 3/11
                    AS_PATH: segment underrun         | external  | 4002070201fde8000102 | treat-as-withdraw | 3/11
                    AS_PATH: segment of no AS         | external  | 40020202 00      | treat-as-withdraw | 3/11
                    AS_PATH: two octets read as four  | external  | 4002040201fde8   | treat-as-withdraw | 3/11
                    AS_PATH: confederation from afar  | external  | 40020603010000fde8 | treat-as-withdraw | 3/11
                    AS_PATH: AS 0                     | external  | 4002060201 00000000 | treat-as-withdraw | 3/11
                    AS_PATH: AS 0, two octets         | external2 | 400204 02010000  | treat-as-withdraw | 3/11
                    AS_PATH: Optional set             | external  | c00200           | treat-as-withdraw | 3/4
                    NEXT_HOP: length 3                | external  | 400303c00002     | treat-as-withdraw | 3/5
                    NEXT_HOP: length 16               | external  | 400310 20010db8000000000000000000000001 | treat-as-withdraw | 3/5
                    MULTI_EXIT_DISC: length 3         | external  | 800403000001     | treat-as-withdraw | 3/5
                    MULTI_EXIT_DISC: Transitive set   | external  | c0040400000001   | treat-as-withdraw | 3/4
                    LOCAL_PREF: external              | external  | 40050400000064   | discard-attribute | 3/1
                    LOCAL_PREF: external, malformed   | external  | 400501aa         | discard-attribute | 3/1
                    LOCAL_PREF: length 5              | internal  | 4005050000006400 | treat-as-withdraw | 3/5
                    ATOMIC_AGGREGATE: length 1        | external  | 40060100         | discard-attribute | 3/5
                    ATOMIC_AGGREGATE: Optional set    | external  | c00600           | discard-attribute | 3/4
                    AGGREGATOR: length 6 for 8        | external  | c00706fde8c0000201 | discard-attribute | 3/5
                    AGGREGATOR: length 8 for 6        | external2 | c007080000fde8c0000201 | discard-attribute | 3/5
                    AGGREGATOR: AS 0                  | external  | c0070800000000c0000201 | discard-attribute | 3/9
                    COMMUNITIES: length 0             | external  | c00800           | treat-as-withdraw | 3/5
                    COMMUNITIES: length 6             | external  | c00806fde80001fde8 | treat-as-withdraw | 3/5
                    COMMUNITIES: Transitive clear     | external  | 800804fde80001   | treat-as-withdraw | 3/4
                    ORIGINATOR_ID: external           | external  | 800904c0000201   | discard-attribute | 3/1
                    ORIGINATOR_ID: length 5           | internal  | 800905c000020100 | treat-as-withdraw | 3/5
                    CLUSTER_LIST: external            | external  | 800a0400000001   | discard-attribute | 3/1
                    CLUSTER_LIST: length 0            | internal  | 800a00           | treat-as-withdraw | 3/5
                    CLUSTER_LIST: length 5            | internal  | 800a050000000100 | treat-as-withdraw | 3/5
                    EXTENDED_COMMUNITIES: length 0    | external  | c01000           | treat-as-withdraw | 3/5
                    EXTENDED_COMMUNITIES: length 7    | external  | c010070002fde8000000 | treat-as-withdraw | 3/5
                    AS4_PATH: four-octet peer         | external  | c011060201fa56ea00 | discard-attribute | 3/9
                    AS4_PATH: length 0                | external2 | c01100           | discard-attribute | 3/5
                    AS4_PATH: segment overrun         | external2 | c011060202fa56ea00 | discard-attribute | 3/9
                    AS4_PATH: segment type 0          | external2 | c011060001fa56ea00 | discard-attribute | 3/9
                    AS4_PATH: segment of no AS        | external2 | c011020200       | discard-attribute | 3/9
                    AS4_PATH: AS 0                    | external2 | c01106020100000000 | discard-attribute | 3/9
                    AS4_PATH: confederation only      | external2 | c01106030100000001 | discard-attribute | 3/9
                    AS4_PATH: Optional clear          | external2 | 4011060201fa56ea00 | treat-as-withdraw | 3/4
                    AS4_AGGREGATOR: Transitive clear  | external2 | 801208fa56ea00c0000201 | treat-as-withdraw | 3/4
                    AGGREGATOR: Transitive clear      | external  | 8007080000fde8c0000201 | discard-attribute | 3/4
                    PREFIX_SID: Transitive clear      | external  | 80280a0100070000000000000a | treat-as-withdraw | 3/4
                    AIGP: no metric to add to         | internal  | 801a0b01000bffffffffffffffff | discard-attribute | 3/9
                    AS4_AGGREGATOR: four-octet peer   | external  | c01208fa56ea00c0000201 | discard-attribute | 3/9
                    AS4_AGGREGATOR: length 6          | external2 | c01206fde8c0000201 | discard-attribute | 3/5
                    AS4_AGGREGATOR: AS 0              | external2 | c0120800000000c0000201 | discard-attribute | 3/9
                    PMSI_TUNNEL: length 4             | external  | c0160400060027   | treat-as-withdraw | 3/5
                    PMSI_TUNNEL: VTEP of 3 octets     | external  | c01608000600271004 0404 | treat-as-withdraw | 3/9
                    PMSI_TUNNEL: no VTEP              | external  | c016050006002710 | treat-as-withdraw | 3/9
                    PMSI_TUNNEL: PIM-SM, 4 octets     | external  | c016090004002710e0000001 | treat-as-withdraw | 3/9
                    PMSI_TUNNEL: Transitive clear     | external  | 801609000600271004040404 | treat-as-withdraw | 3/4
                    TUNNEL_ENCAPSULATION: length 0    | external  | c01700           | treat-as-withdraw | 3/5
                    TUNNEL_ENCAPSULATION: header cut  | external  | c01703000800     | treat-as-withdraw | 3/9
                    TUNNEL_ENCAPSULATION: tunnel over | external  | c0170600080003 0100 | treat-as-withdraw | 3/9
                    TUNNEL_ENCAPSULATION: sub-TLV over| external  | c01706000800020102 | treat-as-withdraw | 3/9
                    TUNNEL_ENCAPSULATION: long cut    | external  | c01706000800028000 | treat-as-withdraw | 3/9
                    TUNNEL_ENCAPSULATION: type only   | external  | c017050008000101 | treat-as-withdraw | 3/9
                    TUNNEL_ENCAPSULATION: not transitive | external | 801704000f0000 | treat-as-withdraw | 3/4
                    IPV6_EXTENDED_COMMUNITIES: 0      | external  | c01900           | treat-as-withdraw | 3/5
                    IPV6_EXTENDED_COMMUNITIES: 8      | external  | c019080002fde800000064 | treat-as-withdraw | 3/5
                    AIGP: length 0                    | external  | 801a00           | discard-attribute | 3/5
                    AIGP: TLV of 10 octets            | external  | 801a0a01000a00000000000000 | discard-attribute | 3/9
                    AIGP: TLV length 2                | external  | 801a03020002     | discard-attribute | 3/9
                    AIGP: TLV overrun                 | external  | 801a0402000501   | discard-attribute | 3/9
                    AIGP: header cut                  | external  | 801a020100       | discard-attribute | 3/9
                    AIGP: Transitive set              | external  | c01a0b01000b0000000000000064 | discard-attribute | 3/4
                    LARGE_COMMUNITY: length 0         | external  | c02000           | treat-as-withdraw | 3/5
                    LARGE_COMMUNITY: length 8         | external  | c020080000fde800000001 | treat-as-withdraw | 3/5
                    ONLY_TO_CUSTOMER: length 2        | external  | c02302fde8       | treat-as-withdraw | 3/5
                    PREFIX_SID: length 0              | external  | c02800           | discard-attribute | 3/5
                    PREFIX_SID: header cut            | external  | c028020100       | discard-attribute | 3/9
                    PREFIX_SID: TLV overrun           | external  | c02804ff000200   | discard-attribute | 3/9
                    PREFIX_SID: label index of 6      | external  | c02809010006000000000000 | discard-attribute | 3/9
                    PREFIX_SID: SRGB of 7             | external  | c0280a030007 00000000000000 | discard-attribute | 3/9
                    PREFIX_SID: empty SRv6 service    | external  | c02803050000     | treat-as-withdraw | 3/9
                    PREFIX_SID: SRv6 service overruns  | external  | c02806050009000100 | treat-as-withdraw | 3/9
                    PREFIX_SID: short SRv6 SID        | external  | c02808060005 0001000100 | treat-as-withdraw | 3/9
                    ATTR_SET: length 3                | external  | c080030000fd     | treat-as-withdraw | 3/5
                    ATTR_SET: ORIGIN 3 inside         | external  | c080080000fde840010103 | treat-as-withdraw | 3/9
                    ATTR_SET: MP_REACH_NLRI inside    | external  | c08010 0000fde8 800e09001946040a00000100 | treat-as-withdraw | 3/9
                    ATTR_SET: MP_UNREACH_NLRI inside  | external  | c0800a 0000fde8 800f03001946 | treat-as-withdraw | 3/9
                    ATTR_SET: cut inside              | external  | c080060000fde84001 | treat-as-withdraw | 3/9
                    ATTR_SET: unknown well-known      | external  | c080070000fde8406300 | treat-as-withdraw | 3/9
                    """)
    void treatsMalformedAttributeAsItsRfcAsks(
            String what, String session, String hex, String treatment, String code) {
        var octets = hex.replace(" ", "");
        var decoded = decode(session, octets);
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.treatment().text()).isEqualTo(treatment);
                            assertThat(code(fault)).isEqualTo(code);
                            assertThat(fault.subject())
                                    .isEqualTo(what.substring(0, what.indexOf(':')));
                            assertThat(fault.offset()).isEqualTo(BEFORE.length() / 2);
                            assertThat(fault.data()).isEqualTo(Octets.ofHex(octets));
                        });
        assertThat(decoded.orElseThrow().asList())
                .extracting(PathAttribute::code)
                .containsExactly(0x63, 0x64);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AGGREGATOR inside an ATTR_SET     | c080080000fde8c0070100 | AGGREGATOR
                    ORIGIN twice inside an ATTR_SET   | c0800c0000fde84001010040010100 | ORIGIN
                    """)
    void keepsTheSetWhereOneAttributeInsideIsDiscarded(String what, String hex, String subject) {
        var decoded = decode("external", hex);
        assertThat(decoded.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.treatment().text()).isEqualTo("discard-attribute");
                            assertThat(fault.subject()).isEqualTo(subject);
                        });
        assertThat(decoded.orElseThrow().has(AttributeCode.ATTR_SET)).isTrue();
    }

    private static Decoded<PathAttributes> decode(String session, String hex) {
        var list = Octets.ofHex(BEFORE + hex + AFTER).toByteArray();
        return PathAttributes.decode(new OctetReader(list), Sessions.named(session));
    }

    private static String code(Malformed fault) {
        return fault.code().code() + "/" + fault.code().subcode();
    }

    private static String encoded(String session, PathAttributes attributes) {
        var writer = new OctetWriter();
        attributes.encode(writer, Sessions.named(session));
        return writer.toOctets().toHex();
    }

    /// The neighbours have codes 99 and 100: where an attribute with theirs belongs.
    private static String sorted(String hex) {
        int code = Integer.parseInt(hex.substring(2, 4), 16);
        return code < 0x63 ? hex + BEFORE + AFTER : BEFORE + AFTER + hex;
    }
}
