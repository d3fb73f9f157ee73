package dev.evpnd.testbed.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.lab.Place.Seat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;

class LabCommandTest {
    private static final int NOT_UNDERSTOOD = 2;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    up --reflector openbgpd   | expected one of evpnd, frr-10.7, frr-8.4, gobgp, bird, found 'openbgpd'
                    up --vtep2 gobgp          | gobgp cannot be a VTEP, for it can be told of no VNI; expected one of evpnd, frr-10.7, frr-8.4
                    up --name ../../etc       | expected a letter and up to 14 letters and digits, all lower case, found '../../etc'
                    down --name a-b           | expected a letter and up to 14 letters and digits
                    status --name Lab         | found 'Lab'
                    move host3 vtep1          | expected one of host1, host2, found 'host3'
                    move host1 reflector      | expected one of vtep1, vtep2, found 'reflector'
                    move host1                | Missing required parameter: 'VTEP'
                    exec                      | Missing required parameter: 'PLACE'
                    show vtep1                | Missing required parameter: 'WORD'
                    ""                        | expected a command
                    """)
    void aFaultIsSaidWithWhatWasExpected(String words, String fault) {
        var errors = new StringWriter();
        var command = LabCommand.commandLine().setErr(new PrintWriter(errors));
        var arguments = words.isEmpty() ? new String[0] : words.split(" ", -1);
        assertThat(command.execute(arguments)).as(errors.toString()).isEqualTo(NOT_UNDERSTOOD);
        assertThat(errors.toString()).contains(fault);
    }

    @Test
    void eachSeatHasAnAsOfItsOwnOrAllHaveOne() {
        assertThat(Stream.of(Seat.values()).map(Peering.INTERNAL::as)).containsOnly(65000L);
        assertThat(Stream.of(Seat.values()).map(Peering.EXTERNAL::as))
                .containsExactly(65000L, 65001L, 65002L);
    }

    @Test
    void aSeatIsAsItShouldBeWhenEachOfItsSessionsIsUp() {
        var one = new SeatStatus(Seat.REFLECTOR, Map.of("192.168.33.15", "established"));
        assertThat(one.text()).isEqualTo("vtep1 established, vtep2 unknown");
        assertThat(one.missing()).containsExactly("reflector has no session with vtep2 (unknown)");

        var sessions = Map.of("192.168.33.15", "established", "192.168.33.16", "established");
        assertThat(new SeatStatus(Seat.REFLECTOR, sessions).missing()).isEmpty();
        var vtep = new SeatStatus(Seat.VTEP1, Map.of("192.168.33.12", "active"));
        assertThat(vtep.missing()).containsExactly("vtep1 has no session with reflector (active)");
    }
}
