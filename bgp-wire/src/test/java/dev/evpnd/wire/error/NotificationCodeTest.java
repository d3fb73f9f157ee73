package dev.evpnd.wire.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationCodeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 2, Message Header Error/Bad Message Length",
        "2, 0, OPEN Message Error/Unspecific",
        "2, 11, OPEN Message Error/Role Mismatch",
        "3, 11, UPDATE Message Error/Malformed AS_PATH",
        "4, 0, Hold Timer Expired",
        "5, 3, Finite State Machine Error/Receive Unexpected Message in Established State",
        "6, 9, Cease/Hard Reset",
        "7, 1, ROUTE-REFRESH Message Error/Invalid Message Length",
        "8, 0, Send Hold Timer Expired",
        "6, 0, Cease/Reserved",
        "6, 200, Cease/Unassigned 200",
        "2, 5, OPEN Message Error/Authentication Failure (Deprecated)",
        "2, 9, OPEN Message Error/Deprecated 9",
        "9, 0, Loss of LSDB Synchronization",
        "255, 255, Unassigned 255/Unassigned 255"
    })
    void namesCodeAndSubcodeAsTheRegistryDoes(int code, int subcode, String name) {
        assertThat(new NotificationCode(code, subcode)).hasToString(name);
    }

    @Test
    void isTwoOctets() {
        assertThatThrownBy(() -> new NotificationCode(256, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NotificationCode(1, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
