package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decoding costs at most 64 times the size of its input and a little, whatever the input: here are
/// those that say most in fewest octets, over and over, in messages of every length up to the
/// longest.
class DecodingMemoryTest {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int MOST_IN_OPEN = 4096 - 19;
    private static final int MOST_IN_UPDATE = 65535 - 19;
    private static final Set<AddressFamily> FAMILIES =
            Set.of(
                    AddressFamily.IPV4_UNICAST,
                    AddressFamily.IPV6_UNICAST,
                    AddressFamily.L2VPN_EVPN,
                    AddressFamily.RT_CONSTRAINT);
    private static final Negotiated PLAIN = Negotiated.DEFAULT.withExtendedMessages(true);

    private static final String MANDATORY = "400101 00 400200";
    private static final String EVPN = "0019 46";
    private static final String IPV6 = "0002 01";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // IPv4 unicast
        "announced default routes, 00",
        "announced /1 prefixes, 01 80",
        "announced /32 prefixes, 20 0a000001",
        "a prefix too long, 21",
    })
    void announcedPrefixes(String name, String element) {
        for (var body : bodies(element)) {
            assertFrugal(update("", MANDATORY + "400304 0a000001", body), PLAIN);
            assertFrugal(update("", "", body), PLAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"default routes, 00", "/1 prefixes, 01 80", "a prefix too long, 21"})
    void withdrawnPrefixes(String name, String element) {
        for (var body : bodies(element)) {
            assertFrugal(update(body, "", ""), PLAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "default routes, 00000000 00",
        "default routes with identifiers, 00000001 00",
        "/1 prefixes, 00000001 01 80",
    })
    void prefixesWithPathIdentifiers(String name, String element) {
        var negotiated = PLAIN.withAddPath(FAMILIES, FAMILIES);
        for (var body : bodies(element)) {
            assertFrugal(update("", MANDATORY, body), negotiated);
            assertFrugal(update("", MANDATORY + reach(IPV6, body), ""), negotiated);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "EVPN of unknown type and no length, 0019 46, ff 00",
        "EVPN of unknown type and one octet, 0019 46, ff 01 00",
        "malformed type 1, 0019 46, 01 00",
        "malformed type 2, 0019 46, 02 00",
        "malformed type 6, 0019 46, 06 00",
        "malformed type 11, 0019 46, 0b 00",
        "malformed type 3 of one octet, 0019 46, 03 01 00",
        "type 1, 0019 46, 0119 0000000000000001 00000000000000000001 00000001 000001",
        "type 2, 0019 46, 0221 0000000000000001 00000000000000000001 00000001"
                + " 30 000000000001 00 000001",
        "type 3, 0019 46, 0311 0000000000000001 00000001 20 0a000001",
        "type 4, 0019 46, 0417 0000000000000001 00000000000000000001 20 0a000001",
        "type 5, 0019 46, 0522 0000000000000001 00000000000000000001 00000001"
                + " 18 0a0000ff 0a000001 000001",
        "type 6, 0019 46, 0614 0000000000000001 00000001 00 00 20 0a000001 00",
        "type 9, 0019 46, 0914 0000000000000001 00000001 0000000000000001",
        "type 10, 0019 46, 0a13 0000000000000001 00000001 00 00 20 0a000001",
        "type 11, 0019 46, 0b0f 0308 0000000000000001 20 0a000001",
        "RT-Constraint of no length, 0001 84, 00",
        "RT-Constraint too short, 0001 84, 01 00",
        "RT-Constraint of 32 bits, 0001 84, 20 0000fde8",
        "IPv6 default routes, 0002 01, 00",
        "IPv6 /1, 0002 01, 01 80",
        "an IPv6 prefix too long, 0002 01, 81",
        "of a family that is not read, 0001 80, 00",
    })
    void multiprotocolRoutes(String name, String family, String element) {
        for (var body : bodies(element)) {
            assertFrugal(update("", reach(family, body), ""), PLAIN);
            assertFrugal(update("", reach(family, body) + MANDATORY, ""), PLAIN);
            assertFrugal(update("", unreach(family, body), ""), PLAIN);
            assertFrugal(update("", wellKnown(15, family + body), ""), PLAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "EVPN of unknown type, 0019 46, 00000001 ff 00",
        "malformed type 2, 0019 46, 00000001 02 00",
        "RT-Constraint of no length, 0001 84, 00000000 00",
        "RT-Constraint with identifiers, 0001 84, 00000001 00",
        "RT-Constraint too short, 0001 84, 00000001 01 00",
    })
    void multiprotocolRoutesWithPathIdentifiers(String name, String family, String element) {
        var negotiated = PLAIN.withAddPath(FAMILIES, FAMILIES);
        for (var body : bodies(element)) {
            assertFrugal(update("", reach(family, body) + MANDATORY, ""), negotiated);
            assertFrugal(update("", unreach(family, body), ""), negotiated);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown, c06300",
        "unknown and not transitive, 806300",
        "without a name, c0ff00",
        "well-known and unknown, 406300",
        "ORIGIN, 40010100",
        "ORIGIN without a value, 400100",
        "ORIGIN with a wrong value, 40010103",
        "AS_PATH without a value, 400200",
        "ATOMIC_AGGREGATE, 400600",
        "ATOMIC_AGGREGATE with a value, 40060100",
        "ATTR_SET without a value, c08000",
        "ATTR_SET without attributes, c08004 00000001",
        "COMMUNITIES without a value, c00800",
        "headers cut off, 10",
    })
    void attributesOverAndOver(String name, String element) {
        for (var body : bodies(element)) {
            assertFrugal(update("", body, ""), PLAIN);
            assertFrugal(update("", reach(EVPN, "0200") + body, ""), PLAIN);
            assertFrugal(update("", wellKnown(128, "00000001" + body), ""), PLAIN);
            assertFrugal(update("", transitive(128, "00000001" + body), ""), PLAIN);
        }
    }

    /// Every code once, with a value of no octets, in the extended and in the short form.
    @ParameterizedTest
    @CsvSource({"c0, 00", "80, 00", "40, 00", "d0, 0000", "e0, 00", "00, 00"})
    void attributesOfEveryCode(String flags, String length) {
        var all = new StringBuilder();
        for (int code = 0; code < 256; code++) {
            all.append(flags).append("%02x".formatted(code)).append(length);
            assertFrugal(update("", flags + "%02x".formatted(code) + length, ""), PLAIN);
        }
        assertFrugal(update("", all.toString(), ""), PLAIN);
        assertFrugal(update("", transitive(128, "00000001" + all), ""), PLAIN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AS_PATH of segments of one AS, 64, 2, 0201 00000001",
        "AS_PATH of sets, 64, 2, 0101 00000001",
        "AS_PATH of confederation segments, 64, 2, 0301 00000001",
        "AS_PATH with an empty segment, 64, 2, 0200",
        "AS_PATH of AS 0, 64, 2, 0201 00000000",
        "COMMUNITIES, 192, 8, ffffff01",
        "CLUSTER_LIST, 128, 10, 0a000001",
        "EXTENDED_COMMUNITIES, 192, 16, 0002000000000001",
        "TUNNEL_ENCAPSULATION of empty tunnels, 192, 23, 0008 0000",
        "TUNNEL_ENCAPSULATION of empty sub-TLVs, 192, 23, 0008 0002 0100",
        "TUNNEL_ENCAPSULATION of long sub-TLVs, 192, 23, 0008 0003 800000",
        "IPV6_EXTENDED_COMMUNITIES, 192, 25, 0002 00000000000000000000000000000000 0001",
        "AIGP of empty TLVs, 128, 26, 02 0003",
        "AIGP of metrics, 128, 26, 01 000b 0000000000000001",
        "LARGE_COMMUNITY, 192, 32, 00000001 00000002 00000003",
        "PREFIX_SID of empty TLVs, 192, 40, ff 0000",
        "PREFIX_SID of label indexes, 192, 40, 01 0007 00000000000000",
        "PREFIX_SID of empty services, 192, 40, 05 0001 00",
        "PREFIX_SID of empty sub-TLVs, 192, 40, 06 0004 00 02 0000",
        "PREFIX_SID with a malformed TLV, 192, 40, 01 0000",
        "PMSI_TUNNEL, 192, 22, 00",
    })
    void listsInAttributes(String name, int flags, int code, String element) {
        for (var value : bodies(element)) {
            var attribute = attribute(flags, code, value);
            assertFrugal(update("", attribute, ""), PLAIN);
            assertFrugal(update("", MANDATORY + reach(EVPN, "") + attribute, ""), PLAIN);
            assertFrugal(update("", attribute, ""), PLAIN.withExternal(true));
            assertFrugal(update("", attribute(0, code, value), ""), PLAIN);
            assertFrugal(update("", transitive(128, "00000001" + attribute), ""), PLAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AS_PATH of segments of one AS, 64, 2, 0201 0001",
        "AS_PATH of full segments with room in two octets alone, 64, 2, 0208"
                + " 0001 0002 0003 0004 0005 0006 0007 0008",
        "AS4_PATH of segments of one AS, 192, 17, 0201 00000001",
        "AS4_PATH of confederation segments, 192, 17, 0301 00000001",
        "AGGREGATOR, 192, 7, 0001 0a000001",
    })
    void listsOfTwoOctetSpeakers(String name, int flags, int code, String element) {
        for (var value : bodies(element)) {
            var attribute = attribute(flags, code, value);
            assertFrugal(update("", attribute, ""), PLAIN.withFourOctetAs(false));
        }
    }

    /// Each ATTR_SET holds the next: all that is inside is looked at once for each.
    @ParameterizedTest
    @CsvSource({"'', 0", "c06300, 20", "c00804ffffff01, 1", "c06300, 5000", "400100, 5000"})
    void attributeSetsInOneAnother(String innermost, int count) {
        var inside = innermost.repeat(count);
        for (int depth = 0; depth < 6; depth++) {
            inside = transitive(128, "00000001" + inside);
            assertFrugal(update("", inside, ""), PLAIN);
            assertFrugal(update("", inside, ""), PLAIN.withFourOctetAs(false));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown capabilities, ff00",
        "route refresh, 0200",
        "enhanced route refresh, 4600",
        "extended messages, 0600",
        "malformed route refresh, 020100",
        "empty ADD-PATH, 4500",
        "ADD-PATH that means nothing, 4504 00194600",
        "ADD-PATH, 4504 00194603",
        "empty graceful restart, 4002 0000",
        "malformed graceful restart, 4000",
        "empty long-lived graceful restart, 4700",
        "empty extended next hop, 0500",
        "extended next hop, 0506 000100010002",
        "empty FQDN, 4902 0000",
        "malformed FQDN, 4900",
        "FQDN that is no text, 4903 01ff00",
        "FQDN of one letter, 4903 016100",
        "empty software version, 4b00",
        "software version, 4b01 00",
        "software version of one letter, 4b02 0161",
        "multiprotocol, 0104 00190046",
        "4-octet AS, 4104 0000fde8",
        "roles, 0901 00",
    })
    void capabilities(String name, String element) {
        for (var capabilities : bodies(element, MOST_IN_OPEN - 16)) {
            int length = octets(capabilities).length();
            assertFrugal(open("ff ff %04x 02 %04x".formatted(3 + length, length), capabilities));
        }
        for (var capabilities : bodies(element, 253)) {
            int length = octets(capabilities).length();
            assertFrugal(open("%02x 02 %02x".formatted(2 + length, length), capabilities));
        }
    }

    /// ADD-PATH may be 63 entries, each of which is told of.
    @Test
    void capabilitiesFullOfEntries() {
        var addPath = "45fc" + "00194600".repeat(63);
        for (var capabilities : bodies(addPath, MOST_IN_OPEN - 16)) {
            int length = octets(capabilities).length();
            assertFrugal(open("ff ff %04x 02 %04x".formatted(3 + length, length), capabilities));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"empty parameters, 0200", "parameters with a capability, 0202ff00"})
    void parameters(String name, String element) {
        for (var parameters : bodies(element, 253)) {
            assertFrugal(open("%02x".formatted(octets(parameters).length()), parameters));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "KEEPALIVE, 04, ''",
        "NOTIFICATION, 03, 0602",
        "ROUTE-REFRESH, 05, 00190046",
        "ROUTE-REFRESH cut off, 05, 0019",
        "a type that is none, 06, ''",
        "OPEN cut off, 01, ''",
        "UPDATE cut off, 02, ''",
        "End-of-RIB, 02, 00000000",
        "a length that is too long, 02, 0001 0000",
        "another length that is too long, 02, 0000 0001",
    })
    void theShortestMessages(String name, String type, String body) {
        assertFrugal(message(Integer.parseInt(type, 16), octets(body)), PLAIN);
        assertFrugal(
                message(Integer.parseInt(type, 16), octets(body)),
                PLAIN.withEnhancedRouteRefresh(true));
    }

    /// The test is one only if there is something to be measured.
    @Test
    void countsEverythingThatIsAllocated() {
        var kept = new byte[1][];
        assertThat(Memory.allocatedBy(() -> kept[0] = new byte[100_000])).isGreaterThan(100_000);
        assertThat(Memory.allowed(2)).isEqualTo(128 + 256);
    }

    /// The element over and over, as often as there is room for it and ever less often.
    private static List<String> bodies(String element) {
        return bodies(element, MOST_IN_UPDATE - 100);
    }

    private static List<String> bodies(String element, int most) {
        var bodies = new ArrayList<String>();
        for (int count = most / octets(element).length(); count > 0; count -= 1 + count / 5) {
            bodies.add(element.repeat(count));
        }
        return bodies;
    }

    private static String reach(String family, String nlri) {
        return attribute(0x80, 14, family + "04 0a000001 00" + nlri);
    }

    private static String unreach(String family, String nlri) {
        return attribute(0x80, 15, family + nlri);
    }

    private static String wellKnown(int code, String value) {
        return attribute(0x40, code, value);
    }

    private static String transitive(int code, String value) {
        return attribute(0xc0, code, value);
    }

    private static String attribute(int flags, int code, String value) {
        int length = octets(value).length();
        return length <= 0xff
                ? "%02x%02x%02x".formatted(flags, code, length) + value
                : "%02x%02x%04x".formatted(flags | 0x10, code, length) + value;
    }

    private static byte[] update(String withdrawn, String attributes, String nlri) {
        var body = new OctetWriter();
        body.u16(octets(withdrawn).length()).octets(octets(withdrawn));
        body.u16(octets(attributes).length()).octets(octets(attributes));
        return message(UPDATE, body.octets(octets(nlri)).toOctets());
    }

    private static byte[] open(String lengths, String parameters) {
        return message(OPEN, octets("04 fde8 00b4 0a000001" + lengths + parameters));
    }

    private static byte[] message(int type, Octets body) {
        return new OctetWriter()
                .u64(-1)
                .u64(-1)
                .u16(19 + body.length())
                .u8(type)
                .octets(body)
                .toByteArray();
    }

    private static Octets octets(String hex) {
        return Octets.ofHex(hex.replace(" ", ""));
    }

    private static void assertFrugal(byte[] message) {
        assertFrugal(message, PLAIN);
    }

    private static void assertFrugal(byte[] message, Negotiated negotiated) {
        assertThat(message).hasSizeLessThanOrEqualTo(0xffff);
        Memory.assertFrugal(
                message.length, () -> BgpMessage.decode(message, 0, message.length, negotiated));
    }
}
