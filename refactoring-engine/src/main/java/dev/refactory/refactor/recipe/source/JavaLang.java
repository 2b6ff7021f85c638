package dev.refactory.refactor.recipe.source;

import java.util.Set;

/// The public types of `java.lang` in any release from 8 to 25: every file sees them, and a snapshot
/// knows only those the repository mentions.
public final class JavaLang {
    public static final String PACKAGE = "java.lang";

    private static final Set<String> TYPES = Set.of("""
            AbstractMethodError Appendable ArithmeticException ArrayIndexOutOfBoundsException
            ArrayStoreException AssertionError AutoCloseable Boolean BootstrapMethodError Byte CharSequence
            Character Class ClassCastException ClassCircularityError ClassFormatError ClassLoader
            ClassNotFoundException ClassValue CloneNotSupportedException Cloneable Comparable Compiler
            Deprecated Double Enum EnumConstantNotPresentException Error Exception ExceptionInInitializerError
            Float FunctionalInterface IO IllegalAccessError IllegalAccessException IllegalArgumentException
            IllegalCallerException IllegalMonitorStateException IllegalStateException
            IllegalThreadStateException IncompatibleClassChangeError IndexOutOfBoundsException
            InheritableThreadLocal InstantiationError InstantiationException Integer InternalError
            InterruptedException Iterable LayerInstantiationException LinkageError Long MatchException Math
            Module ModuleLayer NegativeArraySizeException NoClassDefFoundError NoSuchFieldError
            NoSuchFieldException NoSuchMethodError NoSuchMethodException NullPointerException Number
            NumberFormatException Object OutOfMemoryError Override Package Process ProcessBuilder ProcessHandle
            Readable Record ReflectiveOperationException Runnable Runtime RuntimeException RuntimePermission
            SafeVarargs ScopedValue SecurityException SecurityManager Short StableValue StackOverflowError
            StackTraceElement StackWalker StrictMath String StringBuffer StringBuilder
            StringIndexOutOfBoundsException SuppressWarnings System Thread ThreadDeath ThreadGroup ThreadLocal
            Throwable TypeNotPresentException UnknownError UnsatisfiedLinkError UnsupportedClassVersionError
            UnsupportedOperationException VerifyError VirtualMachineError Void WrongThreadException
            """.strip().split("\\s+"));

    private JavaLang() {}

    /// Whether a simple name is that of a public type of `java.lang`.
    public static boolean has(String name) {
        return TYPES.contains(name);
    }
}
