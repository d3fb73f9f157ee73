package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Guest;
import dev.evpnd.testbed.lab.Place.Seat;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `lab move`: takes a host from one VTEP to the other.
@Command(
        name = "move",
        description =
                "Moves a host behind another VTEP, as a virtual machine is: with its addresses, and"
                        + " while it sends.",
        usageHelpAutoWidth = true,
        footer = {
            "",
            "It announces itself where it has arrived. Its link to the VTEP that it was behind is"
                    + " removed when that has heard of it.",
        })
final class MoveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST", description = "host1 or host2.")
    private String host = "";

    @Parameters(index = "1", paramLabel = "VTEP", description = "vtep1 or vtep2.")
    private String vtep = "";

    @Mixin private WhichLab which = new WhichLab();

    @Override
    public Integer call() {
        var guest = which.named(Stream.of(Guest.values()), host);
        var target = which.named(Seat.vteps(), vtep);
        var lab = which.owned();
        LabRecord.of(lab);
        var plugged = new GuestSwitch(lab, guest);
        var source = plugged.behind();
        // What a move that was broken off has left.
        plugged.unplug();
        if (source.equals(Optional.of(target))) {
            say("%s is behind %s already".formatted(host, vtep));
            return 0;
        }
        move(plugged, source, target);
        say("%s is behind %s".formatted(host, vtep));
        return 0;
    }

    private void move(GuestSwitch plugged, Optional<Seat> source, Seat target) {
        plugged.prepare(target);
        plugged.plugInto(target);
        plugged.announce();
        var deaf = source.filter(seat -> !plugged.awaitHeardAt(seat));
        plugged.unplug();
        if (deaf.isPresent()) {
            throw new IllegalStateException(
                    "%s is behind %s, of which %s has not heard"
                            .formatted(host, vtep, deaf.get().text()));
        }
    }

    private void say(String what) {
        spec.commandLine().getOut().println(what);
    }
}
