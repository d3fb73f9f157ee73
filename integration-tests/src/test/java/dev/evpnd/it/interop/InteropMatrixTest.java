package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// docs/conformance/interop-matrix.md names the tests that are there, all of them, and the peers
/// that they run with.
class InteropMatrixTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance/interop-matrix.md");
    private static final List<Class<?>> CLASSES =
            List.of(
                    ReflectorIT.class,
                    ReflectorFaultsIT.class,
                    ReflectorSessionsIT.class,
                    RestartIT.class,
                    ClientIT.class,
                    ClientFaultsIT.class,
                    ClientSessionsIT.class,
                    ClientRestartIT.class,
                    LargeTableIT.class);

    /// They are about reflectors among themselves, the shell and kernels, and not about one peer or
    /// another.
    private static final Set<String> ABOUT_NO_PEER =
            Set.of(
                    BeyondOneReflectorIT.class.getSimpleName(),
                    DownstreamVniIT.class.getSimpleName(),
                    FlappingPortIT.class.getSimpleName(),
                    GatewayIT.class.getSimpleName(),
                    OperatorIT.class.getSimpleName(),
                    PingLossIT.class.getSimpleName(),
                    ShownBesideFrrIT.class.getSimpleName(),
                    SuppressionIT.class.getSimpleName(),
                    TenantDriftIT.class.getSimpleName(),
                    TenantFaultsIT.class.getSimpleName(),
                    TenantGatewayIT.class.getSimpleName(),
                    TenantGatewaysIT.class.getSimpleName(),
                    TenantIT.class.getSimpleName(),
                    TenantLeafLostIT.class.getSimpleName(),
                    TenantLeakIT.class.getSimpleName(),
                    TenantMoveIT.class.getSimpleName(),
                    TenantPairIT.class.getSimpleName(),
                    TenantPathsIT.class.getSimpleName(),
                    TenantRestartIT.class.getSimpleName(),
                    TenantRoutersIT.class.getSimpleName(),
                    TenantShownBesideFrrIT.class.getSimpleName(),
                    TenantUnderlayIT.class.getSimpleName(),
                    TenantUnderlayVrfIT.class.getSimpleName(),
                    TenantVrfIT.class.getSimpleName(),
                    VlanAwareBridgeIT.class.getSimpleName(),
                    VtepChaosIT.class.getSimpleName(),
                    VtepIT.class.getSimpleName(),
                    VtepRestartIT.class.getSimpleName());

    /// `| demand | a cell for each peer | tests |`
    private static final Pattern ROW =
            Pattern.compile("\\n\\| [^|]+ \\|" + " ([^|]+) \\|".repeat(6) + " (`[^|]+) \\|");

    private static final Pattern CELL = Pattern.compile("yes|(?:part )?([a-z])");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.]+)`");

    private record Row(List<String> cells, List<String> tests) {
        boolean claims(PeerKind kind) {
            // The columns are in the order of the constants.
            var cell = cells.get(List.of(PeerKind.values()).indexOf(kind));
            return cell.equals("yes") || cell.startsWith("part");
        }
    }

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(
                        it ->
                                new Row(
                                        IntStream.rangeClosed(1, 6).mapToObj(it::group).toList(),
                                        NAME.matcher(it.group(7))
                                                .results()
                                                .map(name -> name.group(1))
                                                .toList()))
                .toList();
    }

    private static Map<String, Method> tests() {
        return CLASSES.stream()
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(
                        it ->
                                it.isAnnotationPresent(Test.class)
                                        || it.isAnnotationPresent(ParameterizedTest.class))
                .collect(
                        Collectors.toMap(
                                it -> it.getDeclaringClass().getSimpleName() + "." + it.getName(),
                                Function.identity()));
    }

    @Test
    void namesEveryTest() throws IOException {
        var named = rows().stream().flatMap(it -> it.tests().stream()).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(tests().keySet());
    }

    @Test
    void knowsEveryClass() throws IOException {
        var sources = Path.of("src/test/java", getClass().getPackageName().replace('.', '/'));
        try (var files = Files.list(sources)) {
            assertThat(files.map(it -> it.getFileName().toString().replace(".java", "")))
                    .filteredOn(it -> it.endsWith("IT") && !ABOUT_NO_PEER.contains(it))
                    .containsExactlyInAnyOrderElementsOf(
                            CLASSES.stream().map(Class::getSimpleName).toList());
        }
    }

    @Test
    void claimsNoPeerThatATestLeavesOut() throws IOException {
        var tests = tests();
        for (var row : rows()) {
            for (var name : row.tests()) {
                var run = peers(Objects.requireNonNull(tests.get(name)));
                for (var kind : PeerKind.values()) {
                    assertThat(!row.claims(kind) || run.contains(kind))
                            .as("%s with %s", name, kind)
                            .isTrue();
                }
            }
        }
    }

    private static Set<PeerKind> peers(Method test) {
        AnnotatedElement source =
                test.isAnnotationPresent(EnumSource.class) ? test : test.getDeclaringClass();
        assertThat(
                        test.isAnnotationPresent(EnumSource.class)
                                || test.getDeclaringClass()
                                        .isAnnotationPresent(ParameterizedClass.class))
                .as(test.getName() + " runs with peers")
                .isTrue();
        var annotation = Objects.requireNonNull(source.getAnnotation(EnumSource.class));
        var named = EnumSet.noneOf(PeerKind.class);
        for (var name : annotation.names()) {
            named.add(PeerKind.valueOf(name));
        }
        boolean excluded = annotation.mode() == Mode.EXCLUDE || named.isEmpty();
        return excluded ? EnumSet.complementOf(named) : named;
    }

    @Test
    void hasAReasonForEachCellThatIsNotWhole() throws IOException {
        var reasons =
                Pattern.compile("\n\\| ([a-z]) \\|")
                        .matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(it -> it.group(1))
                        .toList();
        var used =
                rows().stream()
                        .flatMap(it -> it.cells().stream())
                        .flatMap(it -> reason(it).stream())
                        .collect(Collectors.toSet());
        assertThat(reasons).containsExactlyInAnyOrderElementsOf(used);
    }

    private static Optional<String> reason(String cell) {
        var found = CELL.matcher(cell);
        assertThat(found.matches()).as(cell).isTrue();
        return Optional.ofNullable(found.group(1));
    }
}
