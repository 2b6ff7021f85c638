package dev.refactory.index.dependency;

import dev.refactory.index.dependency.ClassPaths.Request;
import dev.refactory.index.dependency.ClassPaths.Seen;
import dev.refactory.index.dependency.Dependencies.Module;
import java.util.List;

/// A module as its build file has it, before anything is fetched for it.
///
/// @param name `group:artifact` or `:path`
/// @param main what its main code asks for
/// @param test what its test code asks for; by Maven's rules the same, seen in more scopes
/// @param complete whether its build file was understood
record DeclaredModule(
        String root,
        String name,
        JavaRelease release,
        Request main,
        Request test,
        List<String> sourceRoots,
        List<String> testRoots,
        boolean complete) {

    Module resolved(Seen main, Seen test) {
        return new Module(
                root,
                name,
                release.mainRelease(),
                release.testRelease(),
                main.jars(),
                test.jars(),
                main.modules(),
                test.modules(),
                main.tests(),
                test.tests(),
                sourceRoots,
                testRoots,
                complete && main.whole() && test.whole());
    }
}
