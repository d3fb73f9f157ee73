package dev.evpnd.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    @ParameterizedTest
    @ValueSource(strings = {"50/50/4000/20", "1/1/1/1/mobility", "3/0/30/5/addresses"})
    void readsWhatItWrites(String text) {
        assertThat(Run.parse(text).text()).isEqualTo(text);
    }

    @Test
    void knowsHowMuchHasToArrive() {
        assertThat(Run.parse("50/50/4000/20").deliveries()).isEqualTo(19_800_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1/1",
                "1/1/1/1/other",
                "-1/1/1/1",
                "0/1/1/1",
                "1/0/1/1",
                "1/1/1/2",
                "1/99999/1/1",
                "999/1/9999999/1"
            })
    void refusesWhatCannotBe(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Run.parse(text));
    }
}
