package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Texts as files of a configuration, read on a machine that is always the same.
final class OneMachine {

    static final Machine MACHINE =
            new Machine(
                    BgpIdentifier.parse("192.0.2.254"),
                    "leaf1.example.net",
                    "evpnd 0.1.0",
                    List.of(IpPrefix.parse("127.0.0.0/8"), IpPrefix.parse("192.0.2.0/24")),
                    true);

    private OneMachine() {}

    /// The configuration of a file without faults.
    static Configuration valid(String text) {
        assertThat(faults(text)).isEmpty();
        return ((Loaded.Valid) load(text)).configuration();
    }

    /// What is said of a file called `f`, a line for each fault.
    static List<String> faults(String text) {
        return switch (load(text)) {
            case Loaded.Valid valid -> List.of();
            case Loaded.Faulty faulty ->
                    faulty.faults().stream().map(fault -> fault.line("f")).toList();
        };
    }

    static Loaded load(String text) {
        return ConfigurationFile.load(text.getBytes(StandardCharsets.UTF_8), MACHINE);
    }
}
