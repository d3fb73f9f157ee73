package dev.evpnd.it.docs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// What the guides say is seen is seen, by whoever types what they say. [VtepGuideIT] has those
/// that need another kernel.
@Timeout(300)
class GuideIT {
    @TempDir private Path directory;

    @BeforeAll
    static void find() {
        PeersCondition.require("native", NativeEngine.find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"getting-started", "troubleshooting", "daemon"})
    void isAsItSays(String name) throws Exception {
        GuideRun.run(name, directory);
    }

    /// These are about a daemon that runs already.
    @ParameterizedTest
    @ValueSource(strings = {"http", "queries", "shell"})
    void isAsItSaysWhereThereIsAFabric(String name) throws Exception {
        var tools = Command.run("sh", "-c", "command -v curl && command -v jq");
        assumeTrue(tools.succeeded(), "curl or jq is not here");
        GuideRun.run(name, "fabric", directory);
    }

    @Test
    void whatIsWrongWithAFileIsSaidAsConfigurationHasIt() throws Exception {
        GuideRun.run("configuration", "faulty-file", directory);
    }
}
