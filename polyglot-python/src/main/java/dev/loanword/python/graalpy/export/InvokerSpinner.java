package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.CallModel;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spins {@link Invoker}s: for each exported method a class that unboxes the arguments and calls it directly.
 *
 * <p>The classes go into a class loader of their own below that of the core, so that they see the core's public classes
 * wherever it was loaded from, and are unloaded with it. A class is spun once a method, however many hosts export it.
 */
final class InvokerSpinner {

    static final ClassDesc INVOKER = ClassDesc.of(Invoker.class.getName());
    static final MethodTypeDesc INVOKE =
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, SpunCode.OBJECTS);
    private static final ClassValue<Map<CallModel, Invoker>> SPUN = new ClassValue<>() {
        @Override
        protected Map<CallModel, Invoker> computeValue(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    private InvokerSpinner() {}

    /**
     * The invoker of a call.
     *
     * @param owner the class of {@link CallModel#owner()}
     */
    static Invoker of(CallModel call, Class<?> owner) {
        return SPUN.get(owner).computeIfAbsent(call, missing -> spin(missing, owner));
    }

    private static Invoker spin(CallModel call, Class<?> owner) {
        byte[] bytes = SpunCode.spinSubclass(
                SpunCode.newName(owner.getSimpleName()), INVOKER, "invoke", INVOKE, code -> invoke(code, call));
        return SpunClasses.instance(owner, bytes, Invoker.class);
    }

    private static void invoke(CodeBuilder code, CallModel call) {
        ClassDesc owner = ClassDesc.of(call.owner());
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(call.descriptor());
        switch (call.kind()) {
            case STATIC -> {}
            case VIRTUAL, INTERFACE -> code.aload(1).checkcast(owner);
            case CONSTRUCTOR -> code.new_(owner).dup();
        }
        SpunCode.loadFromArray(code, 2, type);
        switch (call.kind()) {
            case STATIC -> code.invokestatic(owner, call.method(), type);
            case VIRTUAL -> code.invokevirtual(owner, call.method(), type);
            case INTERFACE -> code.invokeinterface(owner, call.method(), type);
            case CONSTRUCTOR -> code.invokespecial(owner, ConstantDescs.INIT_NAME, type);
        }
        SpunCode.returnBoxed(code, call.kind() == CallModel.Kind.CONSTRUCTOR ? owner : type.returnType());
    }
}
