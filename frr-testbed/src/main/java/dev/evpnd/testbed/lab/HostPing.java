package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.lab.Place.Guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// From the first host to the second.
final class HostPing {
    private static final Pattern TIME = Pattern.compile("time=(\\S+ ms)");

    private HostPing() {}

    /// Asks once and waits a second.
    ///
    /// @return how long the answer took; nothing if there was none
    static Optional<String> once(LabDirectory lab) {
        var command = new String[] {"ping", "-n", "-c", "1", "-W", "1", Guest.HOST2.address()};
        return Optional.of(lab.host(Guest.HOST1).exec(command))
                .filter(Outcome::succeeded)
                .map(answer -> TIME.matcher(answer.output()))
                .map(time -> time.find() ? time.group(1) : "an unknown time");
    }

    /// What it is from and to, for messages.
    static String text() {
        return "%s to %s".formatted(Guest.HOST1.address(), Guest.HOST2.address());
    }

    /// The command for a person, who may have options for it.
    static List<String> words(List<String> options) {
        var words = new ArrayList<>(List.of("ping"));
        words.addAll(options.isEmpty() ? List.of("-c", "3") : options);
        words.add(Guest.HOST2.address());
        return words;
    }
}
