package dev.evpnd.it.docs;

import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// What the guides say is seen is seen, by whoever types what they say. [VtepGuideIT] has the one
/// that needs another kernel.
@Timeout(300)
class GuideIT {
    @TempDir private Path directory;

    @BeforeAll
    static void find() {
        PeersCondition.require("native", NativeEngine.find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"getting-started", "troubleshooting"})
    void isAsItSays(String name) throws Exception {
        GuideRun.run(name, directory);
    }
}
