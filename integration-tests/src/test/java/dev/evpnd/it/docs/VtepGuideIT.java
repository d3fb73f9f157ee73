package dev.evpnd.it.docs;

import dev.evpnd.testbed.junit.InUserModeLinux;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The guides to a VTEP, on a kernel that has VLAN-aware bridges and VRFs.
@InUserModeLinux(
        properties = {"evpnd.jar", "transcripts.update"},
        seconds = 400)
class VtepGuideIT {
    @TempDir private Path directory;

    @Test
    void hostsAreReachedAsItSays() throws Exception {
        GuideRun.run("vtep", directory);
    }

    @Test
    void subnetsAreReachedAsItSays() throws Exception {
        GuideRun.run("routing", "routing", directory);
    }
}
