
import django.db.models.deletion
import samspel.frontdoor.models.needs
import samspel.kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0003_first_identities'),
        ('frontdoor', '0003_referral_steps_due'),
        ('kernel', '0001_initial'),
        ('programme', '0004_plan_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('contest', 'contest'), ('precommercial', 'precommercial'), ('partnership', 'partnership'), ('dialogue', 'dialogue')], max_length=14)),
                ('title_sv', models.CharField(max_length=140)),
                ('title_en', models.CharField(max_length=140)),
                ('text_sv', models.TextField(max_length=8000)),
                ('text_en', models.TextField(max_length=8000)),
                ('reward', models.DecimalField(decimal_places=2, default=0, help_text='programme currency, in all', max_digits=12)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField(help_text='last day for submissions')),
                ('jurors', models.PositiveSmallIntegerField(default=2)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('judging', 'judging'), ('decided', 'decided'), ('piloting', 'piloting'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='draft', max_length=9)),
                ('published_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(help_text='when the submissions were opened', null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=500)),
                ('example', models.BooleanField(default=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='programme.area')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='frontdoor.need')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='actors.organisation')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='programme.partner')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='programme.programme')),
            ],
            options={
                'ordering': ['-opens_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ChallengeCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('question_sv', models.CharField(max_length=300)),
                ('question_en', models.CharField(max_length=300)),
                ('weight', models.PositiveSmallIntegerField()),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='frontdoor.challenge')),
            ],
            options={
                'verbose_name_plural': 'challenge criteria',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ChallengeDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurred_on', models.DateField()),
                ('recorded_at', models.DateTimeField(default=samspel.kernel.clock.now)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('void_reason', models.CharField(blank=True, max_length=500)),
                ('example', models.BooleanField(default=False)),
                ('reasons', models.TextField(max_length=8000)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.area')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='frontdoor.challenge')),
                ('evidence', models.ManyToManyField(blank=True, related_name='+', to='kernel.evidence')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='frontdoor.challengedecision')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChallengeQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='sv', max_length=2)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('answered_at', models.DateTimeField(null=True)),
                ('put_aside_at', models.DateTimeField(help_text='not answered in public, such as spam', null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='frontdoor.challenge')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Juror',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jury', to='frontdoor.challenge')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='JurorScores',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.TextField(blank=True, max_length=4000)),
                ('handed_in_at', models.DateTimeField()),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'juror scores',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='JurorPoints',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frontdoor.challengecriterion')),
                ('scores', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='frontdoor.jurorscores')),
            ],
            options={
                'verbose_name_plural': 'juror points',
                'ordering': ['criterion__order'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.CharField(default=samspel.frontdoor.models.needs.new_link, max_length=40, unique=True)),
                ('letter', models.CharField(blank=True, max_length=3)),
                ('company', models.CharField(max_length=200)),
                ('organisation_number', models.CharField(blank=True, max_length=20)),
                ('title', models.CharField(max_length=140)),
                ('text', models.TextField(max_length=8000)),
                ('sent_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('example', models.BooleanField(default=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='frontdoor.challenge')),
                ('organisation', models.ForeignKey(blank=True, help_text='when it is known', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='actors.organisation')),
            ],
            options={
                'ordering': ['letter', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pilot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('outcome', models.CharField(blank=True, choices=[('adopted', 'adopted'), ('extended', 'extended'), ('not_adopted', 'not_adopted')], max_length=11)),
                ('result_sv', models.TextField(blank=True, max_length=4000)),
                ('result_en', models.TextField(blank=True, max_length=4000)),
                ('ended_on', models.DateField(null=True)),
                ('example', models.BooleanField(default=False)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pilot', to='frontdoor.submission')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='jurorscores',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='frontdoor.submission'),
        ),
        migrations.CreateModel(
            name='JurorInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conflict', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('declared_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='frontdoor.submission')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ChosenSubmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen', to='frontdoor.challengedecision')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_in', to='frontdoor.submission')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubmissionContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(default='sv', max_length=2)),
                ('given_on', models.DateField()),
                ('keep_until', models.DateField()),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='frontdoor.submission')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='challenge_number_once'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='challenge_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('jurors__gte', 1)), name='challenge_has_jurors'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('reward__gte', 0)), name='challenge_reward_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='challengecriterion',
            constraint=models.UniqueConstraint(fields=('challenge', 'order'), name='challenge_criterion_once'),
        ),
        migrations.AddConstraint(
            model_name='challengecriterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='challenge_criterion_weighs'),
        ),
        migrations.AddConstraint(
            model_name='challengedecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='frontdoor_challengedecision_void_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='challengedecision',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('challenge',), name='one_challenge_decision_in_force'),
        ),
        migrations.AddConstraint(
            model_name='challengequestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='challenge_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='juror',
            constraint=models.UniqueConstraint(fields=('challenge', 'person'), name='juror_once'),
        ),
        migrations.AddConstraint(
            model_name='jurorpoints',
            constraint=models.UniqueConstraint(fields=('scores', 'criterion'), name='juror_points_once'),
        ),
        migrations.AddConstraint(
            model_name='jurorpoints',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 1), ('points__lte', 5)), name='juror_points_from_one_to_five'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('letter', ''), _negated=True), fields=('challenge', 'letter'), name='letter_once'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='pilot_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='pilot_result_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='jurorscores',
            constraint=models.UniqueConstraint(fields=('submission', 'juror'), name='juror_scores_once'),
        ),
        migrations.AddConstraint(
            model_name='jurorinterest',
            constraint=models.UniqueConstraint(fields=('submission', 'person'), name='juror_interest_once'),
        ),
        migrations.AddConstraint(
            model_name='jurorinterest',
            constraint=models.CheckConstraint(condition=models.Q(('conflict', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='juror_conflict_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='chosensubmission',
            constraint=models.UniqueConstraint(fields=('decision', 'submission'), name='submission_chosen_once'),
        ),
        migrations.AddConstraint(
            model_name='chosensubmission',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='chosen_amount_not_negative'),
        ),
    ]
