package dev.evpnd.testbed.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeEngineIT extends EngineContract {
    private static Engine engine = new NativeEngine();

    @BeforeAll
    static void find() {
        engine = PeersCondition.require("native", NativeEngine.find());
    }

    @Override
    Engine engine() {
        return engine;
    }

    @Test
    void hasNoImages() {
        assertThat(engine.refuses(new Root.Image("quay.io/frrouting/frr:10.7.1")))
                .contains(
                        "quay.io/frrouting/frr:10.7.1 is an image, and the engine is not one of"
                                + " containers");
    }
}
