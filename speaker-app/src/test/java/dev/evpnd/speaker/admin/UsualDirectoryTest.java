package dev.evpnd.speaker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class UsualDirectoryTest {

    @Test
    void isOfTheSystemForRootAndOfTheUserForOthers() {
        var environment = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
        assertThat(UsualDirectory.find(environment, true)).contains(Path.of("/run/evpnd"));
        assertThat(UsualDirectory.find(environment, false))
                .contains(Path.of("/run/user/1000/evpnd"));
    }

    @Test
    void isWhereTheEnvironmentSaysBeforeAnywhereElse() {
        var environment = Map.of("EVPND_RUNTIME_DIR", "/srv/x", "XDG_RUNTIME_DIR", "/run/user/7");
        assertThat(UsualDirectory.find(environment, true)).contains(Path.of("/srv/x"));
        assertThat(UsualDirectory.find(environment, false)).contains(Path.of("/srv/x"));
    }

    @Test
    void isNowhereForAUserWithoutARuntimeDirectory() {
        assertThat(UsualDirectory.find(Map.of(), false)).isEmpty();
        assertThat(UsualDirectory.find(Map.of("XDG_RUNTIME_DIR", "run"), false)).isEmpty();
        assertThat(UsualDirectory.find(Map.of("XDG_RUNTIME_DIR", ""), false)).isEmpty();
    }
}
