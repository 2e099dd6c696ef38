"""What the demo's learners write: answers to open questions, and their misconceptions in words."""

from __future__ import annotations


def _each(texts: str) -> tuple[str, ...]:
    """Split texts at their bars; line ends count as spaces."""
    return tuple(" ".join(text.split()) for text in texts.split("|"))


# By the key of the open question.
OPEN: dict[str, tuple[str, ...]] = {
    "ld27": _each("""
        Give them to the new ones only. The others see one chunk where your example has ten lines,
        so for them it is extra reading. | I would not change much, examples always help. | For
        beginners yes, with every line. For people from the ward: problem first, then they compare.
        They have the chunks already. | Leave out two lines in the middle, then everybody must
        think. | Beginners need them because their table is full. Experts get bored. | Less text,
        more pictures, for all
    """),
    "rt07": _each("""
        Why do the heart valves close without any muscle? Because I always just copied the
        drawing. | What would happen to demand if income falls? The page only gives the other
        direction. | Why is the second law not just a special case of the first? I never could
        explain it. | How is bail different from parole? I mix them every time. | Why do we flush
        the line before the drug and not only after? It is what we do wrong. | What changes if the
        sample is smaller? Because the formula hides it. | why does ice float, because the book
        says it in one line and i never asked | How can I see that a sentence is passive? My
        teacher ask this in oral exam. | Why does a fever slow down this enzyme? From the example,
        but in my course it is the same. | Which of the three contracts would I choose for my
        uncle's shop, and why? | What is the difference between accuracy and precision, with a
        target as a picture | In which order do I check the patient and why this order? Because
        order is everything. | Why do we divide by n minus 1? I have copied it for two years
        without knowing. | What would a critic say against this author? There is a page of praise
        in my notes. | How do I know that the weld is good without cutting it? That's what the
        client asks. | Why does inflation not hurt everybody the same? Sounds simple, I could not
        answer it. | Name three causes of the revolution and say which came first. I know two. |
        What does the pump do when the power fails? Nobody told us and it happened last year. |
        Why was the bridge built there? It links geography with history for me. | How would I
        explain osmosis to my little brother? If I can do it then I know it. | Why can't I add
        these two fractions directly, because my pupils will ask me that. | Which muscle turns the
        eye outwards? and which nerve. It was in last years exam. | What would change if the tax
        was paid by the seller? | Why is the residual sugar measured twice? I only remember that
        it is. | When may I open the file of a patient who is not mine? It is a legal question, so
        important. | Why the subjunctive here and not the indicative? I do it by ear. | What's the
        weakest assumption of the model? There are five and I only know them as a list. | How does
        the body know that it is thirsty | Why does the author repeat the word night? I think it
        is not by chance. | Can I draw the cycle from memory with all six stations? no I can't,
        tried it | What happens first, the swelling or the pain, and why? | How do I choose
        between a loop and recursion? Because I always use a loop. | Why must the emergency exit
        open outward? It's a question that makes you think. | What is the opposite case? The page
        gives only one example. | How much is too much? The page has a limit value but not the
        reason for it. | In which situation would this treatment be wrong? | Why is a strike not a
        breach of contract? We discussed it and I forgot the argument. | Which two of these laws
        say nearly the same? I confuse them. | Where does the energy go when the ball stops
        bouncing? | What question does this paragraph answer? Sometimes I don't know why it is
        there at all. | Why is the sky red in the evening and not in noon. Because I would like to
        know. | How is a virus different to a bacterium in the treatment? Patients ask that all
        the time. | What would I do if the first measure does not work? In the notes it always
        works. | Why did they choose 5 percent? It looks arbitrary. | How would I recognise this
        in an X-ray I have never seen? | what is the minimum i must know for the handover | Why is
        the minus sign there? If I understand the sign I understand the formula. | Which step
        could be left out, and what would go wrong? | What's the difference to last week's topic?
        They look the same to me. | Why do metals feel colder than wood at the same temperature? I
        guessed it wrong. | Definition of opportunity cost? Because it is the first question each
        year. | How many and which? Because lists are my problem. | Why does the second reading of
        the law take place at all? | How would my grandmother say this proverb, and what does it
        really mean | Explain photosynthesis. I know it's too big, I should make it smaller. |
        What is the evidence for this sentence? There is none in my notes. | don't know yet | ? |
        The title of the page as a question. | page 12, all of it
    """),
    "rt14": _each("""
        How long should I try to remember before I look it up? Ten seconds, a minute? | I still
        don't see how to quiz myself in mathematics. There is nothing to recite. | If recalling is
        so much better, why do all my teachers hand out slides to read? | Is it still retrieval if
        I do it in my head and not on paper? | How many questions per chapter are enough? I made
        40 and it was too much. | I am afraid that I recall wrong things when I am alone and
        nobody checks. | What can I do if there is no answer key for my subject? | Does it work
        for practical things, like stitching a wound? | Is rereading completely useless then? I
        need at least one reading to understand. | I don't understand the effect size, is 0.5 much
        or not? | It feels slow. I did two pages in the time of ten. | How do I use it in a
        language, only vocabulary or also for speaking? | When do I make the questions, while
        reading or after? | Not clear how sure I should be to press the third level. | I have
        dyslexia, writing everything I remember takes me forever. Can I record it? | If I answered
        right but with luck, does it count as known? | Why do the confident errors come back, what
        happens in the brain? | What about multiple choice, isn't that only recognising again? | I
        work at night and I'm tired, is a short recall still useful then? | does it help also for
        long term, like years | I would like to see an example of a good question from our own
        course. | What is the difference between a variant and the same question with other words?
        | How to do it with 300 pages in three weeks? | Is it better to make own cards or to take
        cards from others? | I understood the idea but not the study with the new questions. When
        does it transfer? | Should I recall immediately after reading, or wait? | If I recall
        nothing at all, do I still learn from it? It is very frustrating. | My group always tells
        answers at once. How can we quiz each other better? | Can music stay on while I do this? |
        How I can know which parts are important enough to make questions of it? | I don't believe
        it works the same for everybody. | What if the exam is with open book? | How to do with a
        text in philosophy where every sentence counts? | The part with reasons: does the reason
        have to be correct? | Do I have to come back to everything that I answered right? When
        does that end? | Is explaining to someone better than writing it down? | I am still not
        sure about drawing, I draw badly and then I can't compare. | What do you do against the
        bad mood when you see all that red ink? | I still find that highlighting helps me to
        concentrate. Is it really bad? | How does certainty help me, if I always press the middle?
        | Is a quiz at the start of the class not just stress? | For how many days does one recall
        hold? | The word fluency. Is it the same as in speaking a language? | I don't get why
        feedback matters if the search alone strengthens. | Which is better, once 20 minutes or
        four times 5? | Can I do it also with films? | Can old people do it too? I am 52 and back
        at school. | How do I recall things that I never understood? | Will the questions in the
        exam be like these ones? | How to be honest with myself when I turn the card and think I
        knew it. | Our exam is oral. Should I talk to the wall really? | I miss an example with
        law. | In English is not my language, do I recall in mine or in English? | Whether to
        start with the easy or with the hard questions. | nothing, all clear | Nothing for now, I
        want to try it first. | - | no | ok so far | idk
    """),
    "sp07": _each("""
        Heart failure, next Wednesday, because the exam is in a month and a fifth is six days. |
        Contract law on Friday. Eight weeks left, so about ten days after the first time. | The
        irregular verbs, in 3 days, since I already forget them after two. | Statistics, Saturday
        morning, because I always wait to the last day and want to change. | Safety rules for the
        lab, in a month. I need them the whole year. | Balance sheets on Monday in the train, it
        is the only time I have. | Cell division, the day after tomorrow, test is next week | The
        bones of the hand, Tuesday, because then five days are passed. | Wound care, 12th, one
        week after the course. Exam is in 8 weeks but I am slow. | Python lists, Thursday, I will
        be free between two lectures. | Kant, in ten days. The exam is far, so I can wait. |
        Thermodynamics. Sunday. Because Sunday is quiet. | Insulin doses this Thursday, before my
        next shift where I need it | The French past tenses, on Wednesday, to mix them with what
        we do then. | Fire regulations, Friday, the inspection is in five weeks. | Integrals by
        parts, in six days, one fifth of thirty. | I take marketing, chapter 2, next Tuesday, a
        week is enough gap for an exam in 2 months. | Spanish vocabulary unit 5, tomorrow, the
        test is already on Monday. | Organic reactions, 20 % of 40 days is 8 so next Friday. |
        Pharmacology, Thursday evening after my child sleeps, a week after I read it | Anatomy of
        the knee. In 5 days. Because I am unsure there. | Employment law, on the 3rd. It is not
        far from a fifth. | Differential equations, Monday, but recall first and only then the
        notes. | The module on retrieval, this weekend, to see what is still there. | Welding
        positions, next week Tuesday, we have the workshop on Wednesday. | History 1848, in nine
        days, the exam is seven weeks from now. | The ten drug groups, Sunday, four days after.
        Then again after ten. | Macroeconomics: Tuesday. Reason: it will be hard but not all gone.
        | Greek alphabet, the day after tomorrow, I have an exam on Saturday. | Hygiene plan, in
        three weeks, I need it until pension. | Probability trees, Friday, on the bus, since the
        bus is always there. | Genetics, Wednesday because my study group meets on Thursday. |
        Sorting algorithms, in a week. I'd have taken tomorrow before this course. | Bookkeeping
        entries on Saturday, exam 5 weeks, so 7 days | Chapter 4. Next Monday. It is the one I
        missed most cards from. | Soil types, Tuesday, before I forget too much, but after some
        forgetting. | Reading ECGs, every third day at first, because work starts in two weeks. |
        Constitutional law, 15th, as the exam is on the 20th of next month. | Acoustics on
        Thursday, no deeper reason, I have time then. | English phrasal verbs, on Friday and mix
        them with the ones of last week. | Vectors. In 4 days, as I have 3 weeks. | The muscles of
        the back, Monday, at the gym, it is a joke but it works. | Accounting, the next Sunday, I
        calculate 56 times 0.15 makes 8 days. | Patient transfer, at Thursday's shift. I tie it to
        the break. | Photosynthesis: in five days, test in four weeks, roughly a fifth. | Risk
        assessment, next month, because after the training nobody asks until a year. | Poems of
        the exam list, one each Sunday, growing gaps are too complicated for me. | Logistics,
        Wednesday. I think a bit too early, but I don't trust my memory. | Calculus, when I have
        time | Hydraulics, Tuesday week, my boss gives me one hour then. | All topics on the
        weekend before | Everything, every day a bit, to be safe. | tomorrow, because it is still
        fresh | Chemistry, soon. | maths | not sure yet | I have no exam, so I don't know which
        date to count from. | ... | Ethics, next Friday, since two weeks would be forgotten and
        tomorrow too easy. | Control loops, in 6 days, 30 days remain.
    """),
    "sp15": _each("""
        What do I do with five exams in the same week? The gaps overlap all. | How do I count if I
        don't know when I will need it? | Is a fifth always a good rule or only for one month? |
        Does the gap count from the first time or from the last review? | Mixing: how many topics
        at the same time? Two, three, ten? | I still don't see when a topic is no more new enough
        to be mixed. | If I forgot everything by day 6, was the gap too wide or did I learn badly?
        | Can I mix subjects also, like law and statistics, or only inside of one? | How should I
        space when I have only four days left? | Do sleep and gaps have to do with each other? | I
        work in shifts and every week is different. How do I plan? | The three boxes: why 2, 6 and
        18? | Is it bad to look at it in between, for example because I need it at work? | Equal
        or growing, I don't know now which one is for me. | Does it also hold for practising the
        violin? | I don't understand why the share gets smaller when the wait gets longer. | What
        if the class goes on to the next topic and I still have the reviews of the old? | In the
        film the line jumps to the top. Is this really so? | How much must be forgotten? Half of
        it? | Mixing in mathematics makes me so slow that I don't finish the sheet. | Does the gap
        depend on how difficult the topic is? | who says that cramming does not work, i passed all
        my exams with it | How do I explain this to my parents, who want to see me study every
        evening? | Is one review enough or how many in total? | What about people with bad memory,
        do they need shorter gaps? | Is reading it again after a gap useful or must it be recall?
        | I would like a calendar where this is done for me. | Mixing and spacing are the same
        thing or not? If I mix, I also have gaps. | How to remember to review? I forget the
        reviewing, not the matter. | What is with things where I can't make a mistake, like
        medicines? | Was the study of Cepeda with students or with normal people? | I missed two
        dates already, should I start again? | Do I get worse marks first if I change now, shortly
        before the exam? | If mixing feels worse, how do I know when it really is worse? | How
        wide is the gap for a whole career? | Which topics in our course should be mixed? Please
        tell us. | I didn't understand the table with moves of the cards. | Between 1 week and 1
        year there is nothing in the table. | Can the same day morning and evening count as a gap?
        | Do I mix in the reading also, or only in exercises? | How long should each short session
        be? Ten minutes is nothing in my subject. | And the last evening before, should I do
        nothing at all? | When topics build up on each other I cannot mix them. | Are eight days
        better than one day for every exam? Ours is after three weeks. | I don't know what is
        alike in my field. | Does it matter at what time of the day? | Why did the people with the
        paintings not believe their own results? | How do I do it in a group when everybody has
        other gaps? | Is there an app that you recommend, without cost? | Is spaced rereading
        better than one recall? | For the language I do every day a bit. Should I stop that? | I
        think for me blocks work. How can I test it on myself? | If a review was easy should I
        still do the next one? | How exact is five to ten percent? | Everything clear, thanks. |
        nothing | . | No question at the moment. | the formula | mixing
    """),
    "ld11": _each("""
        The formula sheet. I know most of it and look only from habit. | Subtitles in English
        films. I think I understand without, but I don't dare. | The checklist for the ward round,
        I keep it, because an error there is serious. | My navigation to work, honestly. I have
        driven there for two years. | Solved exercises at the back of the book, I look too early.
        | The tutor's hints. I'll try five minutes alone before I ask. | Google. Because I never
        try to remember the command first. | The vocabulary list beside the text. I could cover
        the right column. | Autocomplete in the editor, at least for the practice. | Not yet: the
        dosing table. I am new and it's about children. | The slides in the presentation, I read
        them instead of talking. | Calculator for percent. My grandfather did it in the head. |
        The worked examples in statistics. I know the next line already. | My colleague. I ask her
        each time for the same form. | The colour code on the cables, no, that one I'll keep, it
        is for safety. | the template for reports. i could write the first draft without | I still
        use the phrase book with patients from abroad, I need it a bit more. | The recording of
        the lecture. I listen to it although I have been there. | My notes in the oral exam
        preparation. Put them face down. | Fingers for counting beats. It's embarrassing but it
        helps, so not yet. | Spell checker. I would learn more if I looked for the mistakes first.
        | The step by step guide of the lab. I skip every second line already. | The dictionary, I
        open it for words I could guess. | I don't think I have too much help, rather too little.
        | The flow chart for emergencies: keep. In stress one forgets. | The metronome. In the
        slow part I could do without. | Example code from the course. I paste it and change the
        names. | The map of the metro | My cheat sheet with keyboard shortcuts, I use 5 of 40. |
        The answer options. I should answer before I look at A, B, C. | The trainer standing next
        to me when I weld. One seam alone, then show. | I will cover the second half of each
        example from now on, it's half new to me. | The summary at the end of the chapter: write
        my own and then compare. | Translation in my language under each sentence. Because I read
        only this one. | The conversion table. I know ml to l by heart, so cover it. | Not yet the
        model letter, my German is not sure enough. | Instructions of the microscope. I know how
        to, only not why. | My study partner solves, I watch. We should change roles. | The bones
        with labels. There is a sheet without them, I will take this one. | Tax software: it tells
        me what to do and I don't know why, so yes. | The sample essay. I copy its structure each
        time. | The list of questions for the first interview. After 30 interviews I could do
        without. | Cruise control? no, seriously: the checklist for closing the till. | For me
        it's the video. I stop it before the solution now. | The outline my teacher gives us. I
        would make a worse one, but mine. | Hints in the app, they come after ten seconds, I can't
        even think. | I keep all. It is my first week. | Formulas in the spreadsheet someone else
        made. I don't understand them. | The legend, after third diagram I know the symbols. |
        Reading aloud. It slows me down in the easy texts. | Asking "is this right?" after every
        line. I can check it by myself. | The pattern book. I could cut the simple skirt without.
        | The glossary, because I know the terms from the first module. | The second reader in
        radiology. Never without, it's the rule. | Examples in accounting yes, in law not yet, too
        new. | All helps are good I think | none | don't know | ? | Stabilisers :) no, the flash
        cards with pictures, I know them by the picture.
    """),
    "ld16": _each("""
        How do I know whether it's the subject that is hard or the presentation? Often it is both.
        | What if I need music, otherwise the flat is too loud? | How many worked examples before
        I try alone? | First you said struggle, now you say look at the solution. When which? |
        What is a chunk exactly? Is a sentence a chunk? | I have ADHD and one voice alone is too
        little for me. Is that wrong? | What can I do when the teacher talks and the slide says
        something else? | How do I take notes then? It is also two things at the same time. | Are
        subtitles a second voice? I need them, English is my third language. | How many things can
        one hold, is there a number? | Is it the same for all people or are there differences? | I
        don't see how to make examples for social work, every case is different. | Where do I find
        half solved examples? | Should I learn the terms by heart before the lesson, really? | The
        reversal I found surprising. How can help do harm? | Does the mobile phone disturb also
        when it's only lying there? | Can one train the working memory? There are apps for it. | I
        like pretty slides. Must everything be grey now? | What about pictures which explain? They
        are not decoration, I suppose. | It was not clear to me why vocabulary is light. It's the
        hardest for me. | How do I know that I am now "experienced"? | When I write everything on
        paper, do I still learn to do it in the head? | Our textbook has the solutions only as a
        number, without steps. | And when I explain something to others, how much is too much? |
        The example with the drip: why minutes first? I would do drops first. | Is a podcast while
        jogging useless? | I didn't understand the difference between many and complex. | Cooking
        videos: I learnt to cook like this! | Do the two studies about the questions in the film
        contradict each other? | In the emergency room everything comes at once. You can't clear
        that table. | What is better, a film or a text, when the matter is hard? | How long does
        it take until something becomes a chunk? | I'm always tired after work and then everything
        is too much. Is this also load? | Does stress take away room as well? | Who decides when
        the help goes away, me or the teacher? | What about maps of ideas, do they help or are
        they more on the table? | If it is easy, do I learn less? In module one it was like this.
        | Why only beginners? I know a lot and still like examples. | I have problems to explain a
        step to myself when I don't know the reason. | Is it cheating to look at the solution? We
        were always told so. | Two screens, good or bad? | My notes are very full because I'm
        afraid to miss something. What do I leave out? | How can I use it in a team meeting? | Are
        6 minutes also for reading texts? | Is learning with friends more load or less? | What do
        I do with a lecture of 90 minutes without pause? | Where is the limit between chunk and
        simply knowing by heart? | I would like to try to redraw a page together. | The formula
        with subject and presentation: is it measured or only a picture? | How do I see which step
        of the example is the important one? | Children can do games and talk at once. So
        multitasking exists? | Is handwriting better than typing? | I'm not a native speaker, so
        the language is a third load for me. | When I study in a foreign language, what should I
        take away? | Fading: in which steps? First, last, or any? | nothing unclear | All good,
        nice examples. | - | no idea | the second table
    """),
}

# By the key of the misconception: sentences a briefing may quote.
QUOTES: dict[str, tuple[str, ...]] = {
    "reread": _each("""
        I read it three times before every exam and it always calmed me down. | If I read it often
        enough, it stays by itself. | Writing from memory only shows me gaps, reading fills them.
        | For me reading again is quicker, so I can do it more often. | You must put it in first
        before you can take it out, so I read.
    """),
    "fluency": _each("""
        When I read it I understood everything, so I moved on. | It was clear in the lecture. At
        home it was gone, but it was clear. | I can tell that I know it, because I need not think
        while reading. | If it feels hard, then my method is wrong. | I nodded at every line of
        the example.
    """),
    "measure": _each("""
        A test is for the teacher, not for me. | I don't learn in the exam, I show there what I
        learnt before. | Without a mark it makes no sense to do a quiz. | You can't fatten a pig
        by weighing it, my old teacher said.
    """),
    "errors": _each("""
        If I say something wrong first, I will remember exactly that. | Better not to guess, wrong
        things burn in. | I once learnt a wrong date and I still say it today. | I don't want to
        practise mistakes.
    """),
    "once": _each("""
        I got that one right, so it is done. | Cards I know go out of the pile, otherwise it never
        gets smaller. | Why should I answer again what I already answered right? | It was wrong, I
        corrected it, finished.
    """),
    "parrot": _each("""
        Flash cards are fine for vocabulary, but my subject is about understanding. | Quizzes are
        for parrots. | In the exam come other questions, so what does it help to answer these? |
        You can't quiz yourself on a case study.
    """),
    "cram": _each("""
        The evening before I have everything fresh in my head. | If I start early, I have
        forgotten it until the exam. | Under pressure I learn best. | I passed all my exams in one
        night each. | Four hours are four hours.
    """),
    "daily": _each("""
        Every day a bit, so nothing can get lost. | If I wait six days, I must start from zero. |
        Tomorrow is best, because then it is still warm. | More often cannot be worse than less
        often.
    """),
    "waste": _each("""
        I had forgotten half of it, so the Sunday was for nothing. | If I don't know it after a
        week, I didn't learn it right. | Forgetting is exactly what I want to avoid. | It is
        frustrating, I feel I start again each time.
    """),
    "block": _each("""
        First one thing properly, then the next. | I only go on when chapter 3 is really finished.
        | Our book also makes twenty exercises of the same kind, it will know why. | Order in the
        topics gives order in the head.
    """),
    "confuse": _each("""
        When it's mixed I make twice as many mistakes. | Mixing is good for people who already
        know everything. | I lose the thread when the topic changes every time. | My scores went
        down, so it cannot be better.
    """),
    "exact": _each("""
        I missed day 6, so now the plan is broken. | There must be a best number of days, please
        just tell us. | Either I do it right or I leave it. | The app said yesterday, now it's too
        late.
    """),
    "multi": _each("""
        I can listen and write messages, I have always done it. | The lesson is slow, so there is
        enough time for the phone in between. | Our generation is used to doing two things. | I
        hear everything, I just don't look.
    """),
    "more": _each("""
        A full page means I get a lot for my time. | If it is explained three times, one of them
        will work for me. | I'd rather have too much on the slide than miss something. | Thick
        book, thorough course.
    """),
    "alone": _each("""
        If somebody shows me, I haven't learnt it. | Looking at the solution is cheating. | You
        must suffer a bit, or it doesn't stay. | I want to discover it on my own, from the first
        minute.
    """),
    "decor": _each("""
        With some funny pictures I stay awake longer. | I always have a playlist on, it keeps the
        mood up. | Dry pages can't sink in. | The cat on slide 4 is the only thing I remember, but
        I remember it.
    """),
    "always": _each("""
        The examples helped me so much, I will go on with them. | Why change a method that works?
        | More help can't hurt anybody. | Detailed instructions are good for everyone, also for
        experts.
    """),
    "bigger": _each("""
        Some people simply have more space in their head. | My teacher can hold ten things at
        once, I can't. | I have a small memory, that's how I was born. | Good students don't need
        to learn the terms first, they just keep up.
    """),
}
