package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.CapabilityDecoder;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// Any octets are capabilities or a fault; what is accepted can be announced, and agreed with.
class OpenFuzzTest {
    /// The header of an OPEN, its fixed fields, and that of the parameter.
    private static final int AROUND = MessageHeader.MIN_OPEN_LENGTH + 2;

    private static final int MOST = 4096 - AROUND;

    @FuzzTest
    void decodesAnyCapabilities(byte[] input) {
        if (input.length > MOST) {
            return;
        }
        var laws = new Laws<List<Capability>>(AROUND, OpenFuzzTest::capabilities);
        var decoded = laws.decode(input);
        if (!(decoded instanceof Decoded.Accepted<List<Capability>>(var values, var findings))) {
            return;
        }
        assertThat(Negotiated.between(values, values, true).received()).isEqualTo(values);
        var octets = encoded(values);
        // A malformed capability is kept as it came, and found malformed again.
        var again = capabilities(octets, 0, octets.length);
        assertThat(again.orElseThrow()).isEqualTo(values);
        assertThat(again.faults()).hasSameSizeAs(findings);
        assertThat(encoded(values)).isEqualTo(octets);
        assertIsTheSameInAnOpen(octets);
    }

    private static Decoded<List<Capability>> capabilities(byte[] array, int start, int end) {
        var decoder = new CapabilityDecoder();
        return decoder.decode(new OctetReader(array, start, end))
                .<Decoded<List<Capability>>>map(Decoded::rejected)
                .orElseGet(() -> Decoded.accepted(decoder.capabilities(), decoder.findings()));
    }

    private static byte[] encoded(List<Capability> capabilities) {
        var writer = new OctetWriter();
        capabilities.forEach(each -> each.encode(writer));
        return writer.toByteArray();
    }

    /// In the two forms that there are for parameters, where there is room in the short one.
    private static void assertIsTheSameInAnOpen(byte[] capabilities) {
        var extended = openWith(capabilities, true);
        var decoded = BgpMessage.decode(extended, 0, extended.length, Negotiated.DEFAULT);
        if (capabilities.length <= 253) {
            var plain = openWith(capabilities, false);
            var other = BgpMessage.decode(plain, 0, plain.length, Negotiated.DEFAULT);
            assertThat(other.treatment()).isEqualTo(decoded.treatment());
            if (other instanceof Decoded.Accepted<BgpMessage>(var value, var findings)) {
                assertThat(value).isEqualTo(decoded.orElseThrow());
            }
        }
        if (decoded instanceof Decoded.Accepted<BgpMessage>(var value, var findings)) {
            var writer = new OctetWriter();
            value.encode(writer, Negotiated.DEFAULT);
            var again = BgpMessage.decode(writer.array(), 0, writer.length(), Negotiated.DEFAULT);
            assertThat(again.orElseThrow()).isEqualTo(value);
            assertThat(((Open) value).asn().number()).isNotZero();
        }
    }

    private static byte[] openWith(byte[] capabilities, boolean extended) {
        int length = capabilities.length;
        var writer = new OctetWriter().u64(-1).u64(-1).u16(0).u8(MessageHeader.OPEN);
        writer.u8(4).u16(23456).u16(180).u32(1);
        if (extended) {
            writer.u8(255).u8(255).u16(3 + length).u8(2).u16(length);
        } else {
            writer.u8(2 + length).u8(2).u8(length);
        }
        writer.bytes(capabilities, 0, length);
        writer.setU16(MessageHeader.MARKER_LENGTH, writer.length());
        return writer.toByteArray();
    }
}
