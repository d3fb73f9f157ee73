package dev.evpnd.rib;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

import dev.evpnd.wire.architecture.Rules;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;

class RibArchitectureTest {

    private static final JavaClasses CLASSES = Rules.mainClasses("dev.evpnd.rib");

    /// By what is in the tables: peers and their families (Sessions, Reviews, Deferral,
    /// Memberships, UpdateGroups), settings (policies, RibSettings, Instances, OwnRoutes,
    /// StatedMemberships, RouteTargetIndex, LocalAddresses, IpVrf, Agenda, Wanted's realms), next
    /// hops of the underlay (NextHops, Reconsideration), or one slice or one destination (Changes,
    /// Exporter, Decision, ToldPaths, Imports, MacSearch).
    private static final String BOUNDED_HASH_TABLES =
            "dev\\.evpnd\\.rib\\.("
                    + "in\\.(Sessions|Reviews|Deferral)|Memberships|out\\.UpdateGroups"
                    + "|policy\\..*|RibSettings|OwnRoutes|out\\.StatedMemberships"
                    + "|instance\\.(Instances|RouteTargetIndex|LocalAddresses|IpVrf|Agenda|Wanted.*)"
                    + "|route\\.NextHops|Reconsideration"
                    + "|out\\.(Changes.*|Exporter)|decision\\.Decision|ToldPaths"
                    + "|instance\\.Imports|MacSearch)";

    @Test
    void standsOnTheWireAndTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "dev.evpnd.wire..",
                        "dev.evpnd.rib..")
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.evpnd.rib.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void isAFunctionOfItsArguments() {
        Rules.nothingButArguments().check(CLASSES);
        Rules.noLocks().check(CLASSES);
    }

    /// A hash table of the JDK moves all that it holds when it doubles, which holds the writer for
    /// milliseconds where there are a hundred thousand entries; and whoever chooses the keys may
    /// choose them so that they collide. What grows with the routes or the hosts lies in rows, in
    /// trees, or in lists of chunks.
    @Test
    void hasHashTablesOnlyWhereSomethingElseThanTheTablesBoundsThem() {
        noClasses()
                .that()
                .haveNameNotMatching(BOUNDED_HASH_TABLES)
                .should()
                .callConstructorWhere(
                        target(
                                owner(
                                        type(HashMap.class)
                                                .or(type(LinkedHashMap.class))
                                                .or(type(HashSet.class))
                                                .or(type(LinkedHashSet.class))
                                                .or(type(ArrayDeque.class)))))
                .check(CLASSES);
    }

    @Test
    void hasNamesThatSaySomething() {
        Rules.namesSaySomething().check(CLASSES);
    }
}
