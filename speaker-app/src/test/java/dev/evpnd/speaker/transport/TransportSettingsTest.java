package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class TransportSettingsTest {

    @Test
    void aPasswordIsMeasuredInOctets() {
        var password = Optional.of("\u00e9".repeat(41));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new TransportSettings(
                                        179,
                                        Optional.empty(),
                                        Optional.empty(),
                                        password,
                                        new TransportSettings.TtlRule.Outgoing(64),
                                        48,
                                        Optional.empty()))
                .withMessageContaining("octets");
    }
}
