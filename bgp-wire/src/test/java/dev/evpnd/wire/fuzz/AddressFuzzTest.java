package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Any text is an address or an [IllegalArgumentException], and an address reads what it writes.
class AddressFuzzTest {

    private static final List<Function<String, Object>> READERS =
            List.of(
                    IpAddress::parse,
                    IpPrefix::parse,
                    MacAddress::parse,
                    Asn::parse,
                    BgpIdentifier::parse);

    @FuzzTest
    void readsWhatItWrites(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        for (var reader : READERS) {
            Object value;
            try {
                value = reader.apply(text);
            } catch (IllegalArgumentException noAddress) {
                continue;
            }
            assertThat(reader.apply(value.toString())).isEqualTo(value);
        }
    }
}
