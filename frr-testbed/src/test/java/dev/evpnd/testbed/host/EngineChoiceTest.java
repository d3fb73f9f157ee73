package dev.evpnd.testbed.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
    private static final EngineChoice HERE = new EngineChoice.Chosen(new NativeEngine());
    private static final EngineChoice THERE = new EngineChoice.Chosen(new NativeEngine());
    private static final EngineChoice NO_ROOT = new EngineChoice.None("not root");
    private static final EngineChoice NO_DOCKER = new EngineChoice.None("no Docker");

    private static EngineChoice choose(
            @Nullable String named, EngineChoice natives, EngineChoice containers) {
        return EngineChoice.choose(named, () -> natives, () -> containers);
    }

    @Test
    void isTheMachineWhereOneMayMakeNamespaces() {
        assertThat(choose(null, HERE, THERE)).isSameAs(HERE);
        assertThat(choose("", HERE, NO_DOCKER)).isSameAs(HERE);
    }

    @Test
    void isContainersWhereOneMayNot() {
        assertThat(choose(null, NO_ROOT, THERE)).isSameAs(THERE);
    }

    @Test
    void isTheOneThatIsNamed() {
        assertThat(choose("containers", HERE, THERE)).isSameAs(THERE);
        assertThat(choose("containers", HERE, NO_DOCKER)).isSameAs(NO_DOCKER);
        assertThat(choose("native", NO_ROOT, THERE)).isSameAs(NO_ROOT);
    }

    @Test
    void saysWhyThereIsNone() {
        assertThat(choose(null, NO_ROOT, NO_DOCKER))
                .isEqualTo(new EngineChoice.None("not root; no Docker"));
        assertThatThrownBy(NO_DOCKER::orThrow).hasMessage("no Docker");
    }

    @Test
    void knowsNoOtherNames() {
        assertThatThrownBy(() -> choose("podman", HERE, THERE)).hasMessageContaining("podman");
    }
}
