package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.config.KernelSettings;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Optional;

class KernelSideTest {

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\0b", "/a\0b", "evpnd-is-not-there", "/not/there"})
    void aNamespaceThatCannotBeIsSaidAndIsNoDefect(String name) {
        var settings =
                new KernelSettings(Optional.of(name), 1 << 16, 120, KernelSettings.AtStop.KEEP, 0);
        assertThatThrownBy(() -> KernelSide.open(settings)).isInstanceOf(IOException.class);
    }
}
