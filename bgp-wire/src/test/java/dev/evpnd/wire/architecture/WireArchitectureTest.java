package dev.evpnd.wire.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

class WireArchitectureTest {

    private static final String ROOT = "dev.evpnd.wire.";

    /// A package knows those of the ranks before its own, and no other.
    private static final List<List<String>> RANKS =
            List.of(
                    List.of("octets"),
                    List.of("address"),
                    List.of("error"),
                    List.of("capability", "community", "evpn"),
                    List.of("nlri"),
                    List.of("attribute"),
                    List.of("message"));

    private static final JavaClasses CLASSES = Rules.mainClasses("dev.evpnd.wire");

    @ParameterizedTest
    @MethodSource("ranks")
    void knowsOnlyThePackagesOfLowerRank(int rank) {
        for (var name : RANKS.get(rank)) {
            var unknown =
                    RANKS.subList(rank, RANKS.size()).stream()
                            .flatMap(Collection::stream)
                            .filter(other -> !other.equals(name))
                            .map(other -> ROOT + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(unknown)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    private static IntStream ranks() {
        return IntStream.range(0, RANKS.size());
    }

    @Test
    void hasARankForEveryPackage() {
        var ranked =
                RANKS.stream().flatMap(Collection::stream).map(ROOT::concat).toArray(String[]::new);
        classes().should().resideInAnyPackage(ranked).check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void standsOnTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.evpnd.wire..")
                .check(CLASSES);
    }

    @Test
    void isAFunctionOfItsArguments() {
        Rules.nothingButArguments().check(CLASSES);
        Rules.noLocks().check(CLASSES);
    }

    @Test
    void hasNamesThatSaySomething() {
        Rules.namesSaySomething().check(CLASSES);
    }

    /// Jazzer fuzzes the first target of a JVM and skips the others without a word.
    @Test
    void hasOneFuzzTargetPerClass() {
        var tests =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("dev.evpnd.wire");
        var targets =
                tests.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FuzzTest.class))
                        .toList();
        assertThat(targets).isNotEmpty();
        assertThat(targets.stream().map(method -> method.getOwner().getName()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.endsWith("FuzzTest"));
    }
}
