package dev.evpnd.speaker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// docs/conformance/rfc4271-fsm.md says what each event does in each state. Every pair of its
/// tables is tried here, and there is no pair that it leaves out.
class FsmTableTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance/rfc4271-fsm.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]*Test)\\.([A-Za-z0-9]*)`");
    private static final int NUMBER = 5;
    private static final long NOW = 1_000_000;

    /// By the name that the RFC's number has; what is not the RFC's has a name of its own.
    private static final Map<String, FsmEvent> EVENTS = new LinkedHashMap<>();

    static {
        var start = new FsmEvent.Start();
        var stop = new FsmEvent.Stop(Samples.cease(NotificationCode.ADMINISTRATIVE_SHUTDOWN));
        EVENTS.put("1", start);
        EVENTS.put("2", stop);
        EVENTS.put("3", start);
        EVENTS.put("8", stop);
        EVENTS.put("9", new FsmEvent.Expired(Timer.CONNECT_RETRY));
        EVENTS.put("10", new FsmEvent.Expired(Timer.HOLD));
        EVENTS.put("11", new FsmEvent.Expired(Timer.KEEPALIVE));
        EVENTS.put("12", new FsmEvent.Expired(Timer.DELAY_OPEN));
        EVENTS.put("13", new FsmEvent.Expired(Timer.IDLE_HOLD));
        EVENTS.put("16, 17", new FsmEvent.Connected(NUMBER));
        EVENTS.put("18", new FsmEvent.Gone());
        EVENTS.put("19, 20", new FsmEvent.OpenReceived(Samples.open(Samples.LOWER)));
        EVENTS.put("21", malformed(NotificationCode.BAD_MESSAGE_TYPE));
        EVENTS.put("22", malformed(NotificationCode.OPEN_UNSPECIFIC));
        EVENTS.put(
                "22 by the session",
                new FsmEvent.OpenReceived(Samples.openOf(new Asn(1), 90, Samples.LOWER)));
        EVENTS.put("23", new FsmEvent.CollisionDump());
        EVENTS.put("24", notified(NotificationCode.UNSUPPORTED_VERSION_NUMBER));
        EVENTS.put("25", notified(NotificationCode.ADMINISTRATIVE_RESET));
        EVENTS.put("25, 6/7", notified(NotificationCode.CONNECTION_COLLISION_RESOLUTION));
        EVENTS.put("26", new FsmEvent.KeepaliveReceived());
        EVENTS.put("27", new FsmEvent.RoutesReceived());
        EVENTS.put("28", malformed(NotificationCode.MALFORMED_ATTRIBUTE_LIST));
        EVENTS.put("send hold", new FsmEvent.Expired(Timer.SEND_HOLD));
        EVENTS.put("replaced", new FsmEvent.Replaced());
    }

    private static FsmEvent malformed(NotificationCode code) {
        return new FsmEvent.MalformedReceived(Samples.fault(code));
    }

    private static FsmEvent notified(NotificationCode code) {
        return new FsmEvent.NotificationReceived(Samples.cease(code));
    }

    /// Each machine as its heading has it; a timer that may run there does.
    private static SessionFsm machine(String heading) {
        var held = Samples.with(Samples.settings(), Samples.delayingOpen(5));
        var connect = after(SessionFsm.IDLE, Samples.settings(), new FsmEvent.Start());
        var active = after(connect, Samples.settings(), new FsmEvent.Gone());
        var sent = after(connect, Samples.settings(), new FsmEvent.Connected(NUMBER));
        var confirm =
                after(
                        sent,
                        Samples.settings(),
                        new FsmEvent.OpenReceived(Samples.open(Samples.LOWER)));
        var waiting = new FsmEvent.SendProgress(true);
        return switch (heading) {
            case "Idle" -> SessionFsm.IDLE.until(Timer.IDLE_HOLD, NOW + 1000);
            case "Connect" -> connect;
            case "Connect, OPEN held back" -> after(connect, held, new FsmEvent.Connected(NUMBER));
            case "Active" -> active;
            case "Active, OPEN held back" -> after(active, held, new FsmEvent.Connected(NUMBER));
            case "OpenSent" -> after(sent, Samples.settings(), waiting);
            case "OpenConfirm" -> after(confirm, Samples.settings(), waiting);
            case "Established" ->
                    after(
                            after(confirm, Samples.settings(), new FsmEvent.KeepaliveReceived()),
                            Samples.settings(),
                            waiting);
            default -> throw new AssertionError(heading + " is no state");
        };
    }

    private static SessionFsm after(SessionFsm machine, SessionSettings settings, FsmEvent event) {
        return machine.on(event, situation(settings)).next();
    }

    private static Situation situation(SessionSettings settings) {
        return new Situation(settings, NOW, -1, 1, false);
    }

    @TestFactory
    List<DynamicTest> doesInEachStateWhatTheTableSays() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        tables().forEach((heading, rows) -> rows.forEach(row -> tests.add(test(heading, row))));
        return tests;
    }

    private static DynamicTest test(String heading, List<String> row) {
        return dynamicTest(heading + ": " + row.getFirst(), () -> check(heading, row));
    }

    private static void check(String heading, List<String> row) {
        var event = Objects.requireNonNull(EVENTS.get(row.getFirst()));
        var machine = machine(heading);
        var step = machine.on(event, situation(Samples.settings()));
        assertThat(described(machine, step)).isEqualTo(row.subList(1, 3));
    }

    private static List<String> described(SessionFsm before, FsmStep step) {
        var next = step.next();
        if (next.equals(before) && step.effects().isEmpty()) {
            return List.of("–", "–");
        }
        var effects = step.effects().stream().map(FsmTableTest::described).toList();
        boolean held = next.deadlines().runs(Timer.DELAY_OPEN);
        return List.of(
                next.state() + (held ? ", OPEN held back" : ""),
                effects.isEmpty() ? "–" : String.join(", ", effects));
    }

    private static String described(Effect effect) {
        return switch (effect) {
            case Effect.Connect _ -> "connect";
            case Effect.Send(int number, BgpMessage message) -> "send " + described(message);
            case Effect.Close _ -> "close";
            case Effect.Established _ -> "established";
            case Effect.Down _ -> "down";
            case Effect.Failed _ -> "failed";
        };
    }

    private static String described(BgpMessage message) {
        return switch (message) {
            case Open _ -> "OPEN";
            case Keepalive _ -> "KEEPALIVE";
            case Notification(NotificationCode code, var data) ->
                    code.code() + "/" + code.subcode();
            case Update _, RouteRefresh _ ->
                    throw new AssertionError(message + " is none of a state machine");
        };
    }

    @Test
    void hasEveryEventInEveryState() throws IOException {
        var tables = tables();
        assertThat(tables).hasSize(8);
        tables.forEach(
                (heading, rows) ->
                        assertThat(rows.stream().map(List::getFirst))
                                .as(heading)
                                .containsExactlyElementsOf(EVENTS.keySet()));
    }

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        var missing = new ArrayList<String>();
        int found = 0;
        for (var line : Files.readAllLines(DOCUMENT)) {
            for (var named : TEST.matcher(line).results().toList()) {
                found++;
                if (!isTest(named.group(1), named.group(2))) {
                    missing.add(named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    private static boolean isTest(String type, String method) {
        try {
            var name = FsmTableTest.class.getPackageName() + "." + type;
            return Arrays.stream(Class.forName(name).getDeclaredMethods())
                    .filter(each -> each.getName().equals(method))
                    .anyMatch(FsmTableTest::isTest);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class)
                || method.isAnnotationPresent(TestFactory.class);
    }

    /// The tables below headings that are states, by heading: their rows, header and line excluded.
    private static Map<String, List<List<String>>> tables() throws IOException {
        var tables = new LinkedHashMap<String, List<List<String>>>();
        List<List<String>> table = List.of();
        for (var line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                table = List.of();
            } else if (line.startsWith("### ")) {
                table = new ArrayList<>();
                tables.put(line.substring(4), table);
            } else if (line.startsWith("| ") && !line.startsWith("| Event")) {
                if (table instanceof ArrayList<List<String>> rows) {
                    rows.add(cells(line));
                }
            }
        }
        return tables;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }
}
