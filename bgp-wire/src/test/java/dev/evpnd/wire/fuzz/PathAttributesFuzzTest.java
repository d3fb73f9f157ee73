package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;

/// Any octets are a list of attributes or a fault, on whatever session; what is accepted can be
/// sent on.
///
/// The first octet chooses the session ([Sessions]).
class PathAttributesFuzzTest {

    @FuzzTest
    void decodesAnyAttributes(byte[] input) {
        if (input.length == 0 || input.length > 0xffff - Memory.SHORTEST_UPDATE) {
            return;
        }
        var negotiated = Sessions.of(input[0]);
        var laws =
                new Laws<PathAttributes>(
                        Memory.SHORTEST_UPDATE,
                        (array, start, end) ->
                                PathAttributes.decode(
                                        new OctetReader(array, start, end), negotiated));
        var decoded = laws.decode(Arrays.copyOfRange(input, 1, input.length));
        if (decoded instanceof Decoded.Accepted<PathAttributes>(var attributes, var findings)) {
            assertCanBeSentOn(attributes, negotiated);
            if (findings.isEmpty()) {
                assertEncodesToItself(attributes, negotiated);
            }
        }
    }

    private static void assertEncodesToItself(PathAttributes attributes, Negotiated negotiated) {
        var octets = encoded(attributes, negotiated);
        var again = PathAttributes.decode(new OctetReader(octets), negotiated);
        assertThat(again).isEqualTo(Decoded.accepted(attributes));
        assertThat(encoded(again.orElseThrow(), negotiated)).isEqualTo(octets);
    }

    /// What is left of the attributes behind any faults is a set like any other.
    private static void assertCanBeSentOn(PathAttributes attributes, Negotiated negotiated) {
        var sent = attributes.mergedAs4().forPropagation();
        var octets = encoded(sent, negotiated.withFourOctetAs(true));
        var received =
                PathAttributes.decode(
                        new OctetReader(octets),
                        negotiated.withFourOctetAs(true).withExternal(false));
        assertThat(received).isEqualTo(Decoded.accepted(sent));
        assertThat(encoded(sent, negotiated.withFourOctetAs(false))).isNotNull();
        assertThat(attributes.toString()).isNotNull();
        assertThat(attributes.asList()).allMatch(each -> attributes.has(each.code()));
    }

    private static byte[] encoded(PathAttributes attributes, Negotiated negotiated) {
        var writer = new OctetWriter();
        attributes.encode(writer, negotiated);
        return writer.toByteArray();
    }
}
