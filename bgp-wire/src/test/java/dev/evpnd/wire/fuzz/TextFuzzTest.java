package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.Ipv6ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.OctetReader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Any text is a value or an [IllegalArgumentException], and any value reads what it writes.
class TextFuzzTest {
    private static final List<Function<String, Object>> READERS =
            List.of(
                    RouteDistinguisher::parse,
                    EthernetSegmentId::parse,
                    ExtendedCommunity::parse,
                    Ipv6ExtendedCommunity::parse,
                    Community::parse,
                    LargeCommunity::parse,
                    AsPath::parse);

    @FuzzTest
    void readsWhatItWrites(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        for (var reader : READERS) {
            Object value;
            try {
                value = reader.apply(text);
            } catch (IllegalArgumentException noSuchText) {
                continue;
            }
            assertThat(reader.apply(value.toString())).isEqualTo(value);
        }
        readsTheTextsOfOctets(new OctetReader(input));
    }

    /// The same octets as values: what no text says, such as reserved bits, must be in it too.
    private static void readsTheTextsOfOctets(OctetReader octets) {
        if (octets.remaining() < Ipv6ExtendedCommunity.OCTETS) {
            return;
        }
        int start = octets.position();
        var ipv6 = Ipv6ExtendedCommunity.decode(octets);
        assertThat(Ipv6ExtendedCommunity.parse(ipv6.toString())).isEqualTo(ipv6);
        var again = new OctetReader(octets.array(), start, octets.end());
        long bits = again.u64();
        var distinguisher = new RouteDistinguisher(bits);
        assertThat(RouteDistinguisher.parse(distinguisher.toString())).isEqualTo(distinguisher);
        var community = ExtendedCommunity.of(bits);
        assertThat(ExtendedCommunity.parse(community.toString())).isEqualTo(community);
        var standard = new Community(again.u32());
        assertThat(Community.parse(standard.toString())).isEqualTo(standard);
    }
}
